package dev.willow.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Makes blocking calls on threads of their own, for callers that combine several.
final class Async {
    private Async() {}

    /// @return completes with what the call returns or throws. Completing it from elsewhere (a cancellation, a time-out) interrupts the
    ///         call, which leaves the line that it may wait in.
    static <C, T> CompletableFuture<T> call(C client, Function<? super C, ? extends T> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().name("willow-client-async").unstarted(() -> {
            try {
                answer.complete(call.apply(client));
            } catch (Throwable failed) {
                answer.completeExceptionally(failed);
            }
        });
        caller.start();
        answer.whenComplete((result, failed) -> caller.interrupt());
        return answer;
    }
}
