package dev.willow.queue.remote;

import dev.willow.queue.domain.Lease;
import dev.willow.queue.remote.LimiterPort.Change;
import dev.willow.queue.remote.LimiterPort.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What must be done in the Limiter sooner or later, in order: leases removed or restored, limits of queues set. While the Limiter is
/// away it waits here; nothing is dropped, and doing a thing twice is the same as doing it once.
final class OrderedLane {
    private static final Logger LOG = LoggerFactory.getLogger(OrderedLane.class);

    /// A lease that a question without an answer may have left, or may yet leave.
    ///
    /// @param next when it is removed again, of [System#nanoTime]
    /// @param last from when on there is no doubt any more
    private record Doubt(Lease lease, long next, long last) {}

    private final LimiterPort limiter;
    private final LinkSettings settings;
    private final Runnable broken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();
    private final ArrayDeque<Doubt> doubts = new ArrayDeque<>(); // by `next`
    /// What is being done at this moment.
    private List<Work> underWay = List.of();

    private boolean connected;
    private boolean closed;

    /// @param broken told when the Limiter does not answer
    OrderedLane(LimiterPort limiter, LinkSettings settings, Runnable broken) {
        this.limiter = limiter;
        this.settings = settings;
        this.broken = broken;
    }

    void start() {
        Thread.ofVirtual().name("limiter-ordered").start(this::run);
    }

    void add(List<? extends Work> work) {
        boolean isAway;
        lock.lock();
        try {
            waiting.addAll(work);
            isAway = !connected;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (isAway) work.forEach(each -> each.job().limiterIsAway());
    }

    /// These may be in the Limiter or not, or may yet get there. They are removed now, and again from time to time until no call
    /// of today can be under way any more.
    void doubt(List<Lease> leases) {
        long now = System.nanoTime();
        lock.lock();
        try {
            for (Lease lease : leases) doubts.add(new Doubt(lease, now + interval(), now + settings.doubt().toNanos()));
        } finally {
            lock.unlock();
        }
        add(removals(leases));
    }

    /// The Limiter is there (again). What it read before it stopped it may carry out only now, so doubts begin anew.
    void connect() {
        lock.lock();
        try {
            if (!connected) renewDoubts(System.nanoTime());
            connected = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void renewDoubts(long now) {
        List<Doubt> all = List.copyOf(doubts);
        doubts.clear();
        for (Doubt doubt : all) doubts.add(new Doubt(doubt.lease, now + interval(), now + settings.doubt().toNanos()));
    }

    private long interval() {
        return settings.doubtInterval().toNanos();
    }

    /// The Limiter is away: those who wait for something are told, also if it may be done by now, and it is done later.
    void disconnect() {
        List<Work> undone;
        lock.lock();
        try {
            connected = false;
            undone = new ArrayList<>(underWay);
            undone.addAll(waiting);
        } finally {
            lock.unlock();
        }
        undone.forEach(each -> each.job().limiterIsAway());
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (List<Work> next = take(); !next.isEmpty(); next = take()) perform(next);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return nothing when closed
    private List<Work> take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                long untilDoubt = takeDoubts();
                if (connected && !waiting.isEmpty()) return gather();
                if (connected && untilDoubt > 0) changed.awaitNanos(untilDoubt);
                else changed.await();
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /// @return how long until the next one is due, 0 if there is none
    private long takeDoubts() {
        if (!connected) return 0;
        long now = System.nanoTime();
        List<Lease> due = new ArrayList<>();
        while (!doubts.isEmpty() && doubts.peek().next - now <= 0) {
            Doubt doubt = doubts.poll();
            due.add(doubt.lease);
            if (doubt.last - now > 0) doubts.add(new Doubt(doubt.lease, now + interval(), doubt.last));
        }
        waiting.addAll(removals(due));
        return doubts.isEmpty() ? 0 : Math.max(1, doubts.peek().next - now);
    }

    private List<Work> gather() {
        List<Work> taken = new ArrayList<>();
        int size = 0;
        while (waiting.peek() instanceof Work.Change change && taken.size() < settings.batch()) {
            size += Sizes.of(change.lease());
            if (size > Sizes.MOST && !taken.isEmpty()) break;
            taken.add(waiting.poll());
        }
        underWay = taken.isEmpty() ? List.of(waiting.poll()) : taken;
        return underWay;
    }

    private void perform(List<Work> work) {
        List<Work> undone = work;
        try {
            undone = switch (work.getFirst()) {
                case Work.Change _ -> change(work);
                case Work.Limit(var queue, var capacity, var requestId, var _) -> {
                    if (capacity.isPresent()) limiter.setLimit(queue, capacity.get(), requestId);
                    else limiter.removeLimit(queue, requestId);
                    yield List.of();
                }
                case Work.Limits(var capacities, var _) -> {
                    limiter.setLimits(capacities);
                    yield List.of();
                }
            };
        } catch (UnreachableException | InterruptedCall failed) {
            LOG.warn("the Limiter could not be told: {}", failed.getMessage());
        }
        end(undone);
        for (Work each : work) if (!undone.contains(each)) each.job().oneDone();
    }

    /// @return what the Limiter could not do now
    private List<Work> change(List<Work> work) {
        List<Change> changes = new ArrayList<>(work.size());
        RequestIdChain ids = new RequestIdChain();
        for (Work each : work) {
            if (!(each instanceof Work.Change(Lease lease, boolean isAddition, var requestId, var _))) continue;
            changes.add(new Change(lease, isAddition));
            ids.add(requestId);
        }
        List<Reply> replies = limiter.change(changes, ids.toHeader());
        List<Work> undone = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            switch (replies.get(i)) {
                case Reply.Done _ -> {}
                case Reply.Undecided _ -> undone.add(work.get(i));
                case Reply.Refused(var blocker, var _) -> LOG.warn("a place that the Limiter had lost is taken by others: {} under {}",
                        changes.get(i).lease().id(), blocker.group());
                case Reply.Rejected(String reason) ->
                        LOG.error("the Limiter rejects {}: {}", changes.get(i).lease().id(), reason);
            }
        }
        return undone;
    }

    /// What was under way is done, but for this, which is done again later.
    private void end(List<Work> undone) {
        lock.lock();
        try {
            underWay = List.of();
            for (Work each : undone.reversed()) waiting.addFirst(each);
            if (undone.isEmpty()) return;
            connected = false;
        } finally {
            lock.unlock();
        }
        broken.run();
    }

    private static List<Work> removals(List<Lease> leases) {
        Job nobodyWaits = Job.patient(leases.size(), () -> {});
        return leases.stream().<Work>map(lease -> new Work.Change(lease, false, Optional.empty(), nobodyWaits)).toList();
    }
}
