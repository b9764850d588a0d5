package dev.willow.queue.remote;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.testing.SimulatedLimiter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// A Limiter that a test can stop, slow down and make forgetful. What it did can be waited for.
final class FakeLimiter implements LimiterPort {
    private static final long BOUND_SECONDS = 30;

    /// One call with changes.
    record Call(List<Change> changes, Optional<String> requestId) {
        boolean adds() {
            return changes.getFirst().isAddition();
        }
    }

    private record Held(Call call, CompletableFuture<List<Reply>> answer) {}

    final SimulatedLimiter limiter = new SimulatedLimiter();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Call> calls = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final ArrayDeque<News> news = new ArrayDeque<>();
    private CompletableFuture<News> listening = CompletableFuture.completedFuture(null);
    private boolean away;
    private boolean holdsAdditions;
    private boolean holdsRemovals;
    private boolean losesAnswers;

    @Override
    public CompletableFuture<List<Reply>> change(List<Change> changes, Optional<String> requestId) {
        Call call = new Call(List.copyOf(changes), requestId);
        Held asked = new Held(call, new CompletableFuture<>());
        boolean isHeld = get(() -> {
            calls.add(call);
            changed.signalAll();
            return isHeld(call) && held.add(asked);
        });
        if (!isHeld) carryOut(asked);
        return asked.answer;
    }

    private boolean isHeld(Call call) {
        return call.adds() ? holdsAdditions : holdsRemovals;
    }

    private void carryOut(Held asked) {
        AtomicBoolean isLost = new AtomicBoolean();
        answer(asked.answer, () -> {
            isLost.set(losesAnswers);
            return asked.call.changes().stream().map(this::change).toList();
        }, isLost::get);
        publish();
    }

    private Reply change(Change change) {
        if (!change.isAddition()) {
            limiter.remove(change.lease());
            return new Reply.Done();
        }
        return switch (limiter.add(change.lease())) {
            case LimiterAnswer.Refused(var blocker, var decidedBy) -> new Reply.Refused(blocker, decidedBy);
            default -> new Reply.Done();
        };
    }

    private void publish() {
        publish(get(() -> limiter.takeNews().stream().map(room -> new News("next", false, List.of(room))).toList()));
    }

    private void publish(List<News> more) {
        CompletableFuture<News> listener = get(() -> {
            news.addAll(more);
            return listening;
        });
        if (!listener.isDone()) get(() -> Optional.ofNullable(news.poll())).ifPresent(listener::complete);
    }

    @Override
    public CompletableFuture<News> listen(Optional<String> cursor) {
        if (cursor.isEmpty())
            return answer(() -> {
                news.clear();
                return new News("first", false, List.of());
            });
        return get(() -> {
            if (away) return CompletableFuture.failedFuture(away());
            listening = news.isEmpty() ? new CompletableFuture<>() : CompletableFuture.completedFuture(news.poll());
            return listening;
        });
    }

    @Override
    public CompletableFuture<Void> settle(long run) {
        return doing(() -> {});
    }

    @Override
    public CompletableFuture<Compared> compare(LeaseDigest ours) {
        return answer(() -> {
            LeaseDigest.Builder there = new LeaseDigest.Builder();
            limiter.leases().forEach(lease -> there.add(lease.counter(), lease.id()));
            boolean agree = there.build().equals(ours);
            return new Compared(agree ? Optional.empty() : Optional.of(List.copyOf(limiter.leases())), Optional.of(1L));
        });
    }

    @Override
    public CompletableFuture<Void> setLimit(String queue, Capacity capacity, Optional<String> requestId) {
        return doing(() -> limiter.setQueue(queue, Optional.of(capacity)));
    }

    @Override
    public CompletableFuture<Void> removeLimit(String queue, Optional<String> requestId) {
        return doing(() -> limiter.setQueue(queue, Optional.empty()));
    }

    @Override
    public CompletableFuture<Void> setLimits(Map<String, Capacity> capacities) {
        return doing(() -> {
            limiter.setQueues(capacities);
            told.add("limits " + capacities.keySet());
        });
    }

    @Override
    public void close() {}

    private CompletableFuture<Void> doing(Runnable work) {
        return answer(() -> {
            work.run();
            return null;
        });
    }

    private <T> CompletableFuture<T> answer(Supplier<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        answer(answer, work, () -> false);
        return answer;
    }

    /// Nobody hears of it while the lock is held.
    private <T> void answer(CompletableFuture<T> answer, Supplier<T> work, BooleanSupplier isLost) {
        try {
            T value = get(() -> {
                if (away) throw away();
                T done = work.get();
                changed.signalAll();
                return done;
            });
            if (isLost.getAsBoolean()) answer.completeExceptionally(new UnreachableException("the answer was lost"));
            else answer.complete(value);
        } catch (UnreachableException unreachable) {
            answer.completeExceptionally(unreachable);
        }
    }

    private static UnreachableException away() {
        return new UnreachableException("the Limiter is away");
    }

    // What tests do and ask.

    /// Ends the open call too, as a closed connection does.
    void goAway() {
        set(() -> away = true);
        get(() -> listening).completeExceptionally(away());
    }

    void comeBack() {
        set(() -> away = false);
    }

    void hold(boolean additions, boolean removals) {
        List<Held> released = get(() -> {
            holdsAdditions = additions;
            holdsRemovals = removals;
            List<Held> free = held.stream().filter(asked -> !isHeld(asked.call)).toList();
            held.removeAll(free);
            return free;
        });
        released.forEach(this::carryOut);
    }

    void loseAnswers(boolean loses) {
        set(() -> losesAnswers = loses);
    }

    void missNews() {
        publish(List.of(new News("again", true, List.of())));
    }

    void change(Runnable rules) {
        set(rules);
        publish();
    }

    List<Call> calls() {
        return get(() -> List.copyOf(calls));
    }

    List<String> told() {
        return get(() -> List.copyOf(told));
    }

    Set<String> leaseIds() {
        return get(limiter::leaseIds);
    }

    void awaitCalls(int number) {
        await(() -> calls.size() >= number, number + " calls");
    }

    void awaitLeases(int number) {
        await(() -> limiter.leases().size() == number, number + " leases");
    }

    private void await(BooleanSupplier condition, String what) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
            while (!condition.getAsBoolean()) {
                if (left <= 0) throw new AssertionError("not within " + BOUND_SECONDS + " s: " + what + "; calls " + calls);
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } finally {
            lock.unlock();
        }
    }

    private void set(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T get(Supplier<T> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }
}
