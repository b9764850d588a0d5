package dev.willow.client;

import dev.willow.common.time.Ticker;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Makes blocking calls on threads of their own, for callers that combine several.
final class Async {
    private Async() {}

    /// @return completes with what the call returns or throws. Completing it from elsewhere (a cancellation, a time-out) interrupts the
    ///         call, which leaves the line that it may wait in.
    static <C, T> CompletableFuture<T> call(Ticker ticker, C client, Function<? super C, ? extends T> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ticker.start("willow-client-async", () -> {
            Thread caller = Thread.currentThread();
            answer.whenComplete((result, failed) -> {
                if (Thread.currentThread() != caller) caller.interrupt(); // it must not hit what is chained to the answer
            });
            if (answer.isDone()) return;
            try {
                answer.complete(call.apply(client));
            } catch (Throwable failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer;
    }
}
