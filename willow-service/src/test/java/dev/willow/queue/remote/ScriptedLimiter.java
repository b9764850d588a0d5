package dev.willow.queue.remote;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.testing.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A Limiter that answers each call when the test says so, and as it says.
final class ScriptedLimiter implements LimiterPort {
    static final Reply DONE = new Reply.Done();
    static final Reply UNDECIDED = new Reply.Undecided("Locker is away");

    private final List<Call> calls = new ArrayList<>();
    private Runnable onCall = () -> {};
    private LeaseDigest expected;

    /// One call, in words such as `+a -b` (changes), `listen c7`, `leases`, `limit q`, `no limit q`, `limits [q]`.
    record Call(String words, Optional<String> requestId, CompletableFuture<Object> answer) {
        void answer(Object with) {
            answer.complete(with);
        }

        /// @param replies the rest are [Reply.Done]
        void reply(Reply... replies) {
            List<Reply> all = new ArrayList<>(List.of(replies));
            all.addAll(Collections.nCopies(words.split(" ").length - replies.length, DONE));
            answer.complete(List.copyOf(all));
        }

        void fail() {
            answer.completeExceptionally(new UnreachableException("no answer to " + words));
        }

        boolean isCancelled() {
            return answer.isCancelled();
        }
    }

    /// Run with each call, before it is noted.
    void onCall(Runnable check) {
        onCall = check;
    }

    List<String> words() {
        return calls.stream().map(Call::words).toList();
    }

    Call call(int number) {
        return calls.get(number);
    }

    /// What was said to be there when leases were asked for last.
    LeaseDigest expected() {
        return expected;
    }

    Call last() {
        return calls.getLast();
    }

    static Lease lease(String id) {
        return new Lease(Scene.keys("branch=main"), id);
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> called(String words, Optional<String> requestId) {
        onCall.run();
        CompletableFuture<Object> answer = new CompletableFuture<>();
        calls.add(new Call(words, requestId, answer));
        return (CompletableFuture<T>) (CompletableFuture<?>) answer;
    }

    @Override
    public CompletableFuture<List<Reply>> change(List<Change> changes, Optional<String> requestId) {
        List<String> words = changes.stream().map(change -> (change.isAddition() ? "+" : "-") + change.lease().id()).toList();
        return called(String.join(" ", words), requestId);
    }

    @Override
    public CompletableFuture<News> listen(Optional<String> cursor) {
        return called(cursor.map(after -> "listen " + after).orElse("listen"), Optional.empty());
    }

    @Override
    public CompletableFuture<Compared> compare(LeaseDigest ours) {
        expected = ours;
        return called("leases", Optional.empty());
    }

    @Override
    public CompletableFuture<Void> settle(long run) {
        return called("settle " + run, Optional.empty());
    }

    @Override
    public CompletableFuture<Void> setLimit(String queue, Capacity capacity, Optional<String> requestId) {
        return called("limit " + queue, requestId);
    }

    @Override
    public CompletableFuture<Void> removeLimit(String queue, Optional<String> requestId) {
        return called("no limit " + queue, requestId);
    }

    @Override
    public CompletableFuture<Void> setLimits(Map<String, Capacity> capacities) {
        return called("limits " + capacities.keySet(), Optional.empty());
    }

    @Override
    public void close() {}
}
