package dev.willow.queue.remote;

import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.Room;
import dev.willow.queue.testing.SimulatedLimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// A Limiter that a test can stop, slow down and make forgetful. What it did can be waited for.
final class FakeLimiter implements LimiterPort {
    private static final long BOUND_SECONDS = 30;

    /// One call with changes.
    record Call(List<Change> changes, Optional<String> requestId) {
        boolean adds() {
            return changes.getFirst().isAddition();
        }
    }

    final SimulatedLimiter limiter = new SimulatedLimiter();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final LinkedBlockingQueue<News> news = new LinkedBlockingQueue<>();
    private boolean away;
    private boolean holdsAdditions;
    private boolean holdsRemovals;
    private boolean losesAnswers;
    private int listening;
    private int lists;

    @Override
    public List<Reply> change(List<Change> changes, Optional<String> requestId) {
        lock.lock();
        try {
            Call call = new Call(List.copyOf(changes), requestId);
            calls.add(call);
            changed.signalAll();
            while (call.adds() ? holdsAdditions : holdsRemovals) changed.await();
            reach();
            List<Reply> replies = changes.stream().map(this::change).toList();
            publish();
            changed.signalAll();
            if (losesAnswers) throw new UnreachableException("the answer was lost", null);
            return replies;
        } catch (InterruptedException interrupted) {
            throw new InterruptedCall(interrupted);
        } finally {
            lock.unlock();
        }
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
        List<Room> rooms = limiter.takeNews();
        if (!rooms.isEmpty()) news.add(new News("next", false, rooms));
    }

    @Override
    public News listen(Optional<String> cursor) {
        doing(() -> listening++);
        if (cursor.isEmpty()) {
            news.clear();
            return new News("first", false, List.of());
        }
        try {
            News next = news.take();
            doing(() -> {});
            return next;
        } catch (InterruptedException interrupted) {
            throw new InterruptedCall(interrupted);
        }
    }

    @Override
    public List<Lease> leases() {
        List<Lease> found = new ArrayList<>();
        doing(() -> {
            lists++;
            found.addAll(limiter.leases());
        });
        return found;
    }

    @Override
    public void setLimit(String queue, Capacity capacity, Optional<String> requestId) {
        doing(() -> limiter.setQueue(queue, Optional.of(capacity)));
    }

    @Override
    public void removeLimit(String queue, Optional<String> requestId) {
        doing(() -> limiter.setQueue(queue, Optional.empty()));
    }

    @Override
    public void setLimits(Map<String, Capacity> capacities) {
        doing(() -> {
            limiter.setQueues(capacities);
            told.add("limits " + capacities.keySet());
        });
    }

    @Override
    public void close() {}

    private void doing(Runnable work) {
        lock.lock();
        try {
            reach();
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void reach() {
        if (away) throw new UnreachableException("the Limiter is away", null);
    }

    // What tests do and ask.

    void goAway() {
        set(() -> away = true);
        news.add(new News("gone", false, List.of())); // ends the open call, as a closed connection does
    }

    void comeBack() {
        set(() -> away = false);
    }

    void hold(boolean additions, boolean removals) {
        set(() -> {
            holdsAdditions = additions;
            holdsRemovals = removals;
        });
    }

    void loseAnswers(boolean loses) {
        set(() -> losesAnswers = loses);
    }

    void missNews() {
        news.add(new News("again", true, List.of()));
    }

    void change(Runnable rules) {
        set(() -> {
            rules.run();
            publish();
        });
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

    int lists() {
        return get(() -> lists);
    }

    void awaitCalls(int number) {
        await(() -> calls.size() >= number, number + " calls");
    }

    void awaitLeases(int number) {
        await(() -> limiter.leases().size() == number, number + " leases");
    }

    void awaitLists(int number) {
        await(() -> lists >= number, number + " lists");
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

    private <T> T get(java.util.function.Supplier<T> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }
}
