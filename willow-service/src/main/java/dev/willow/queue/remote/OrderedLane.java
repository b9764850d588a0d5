package dev.willow.queue.remote;

import dev.willow.common.time.Ticker;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.remote.LimiterPort.Reply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What must be done in the Limiter sooner or later, in order: leases removed or restored, limits of queues set. While the Limiter is
/// away it waits here; nothing is dropped, and doing a thing twice is the same as doing it once.
final class OrderedLane {
    private static final Logger LOG = LoggerFactory.getLogger(OrderedLane.class);

    private final LimiterPort limiter;
    private final LinkSettings settings;
    private final Ticker ticker;
    private final Runnable broken;
    private final Soon soon;

    // What follows is guarded by this object. No call is made and nobody is told while it is locked.
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();
    private final Doubts doubts;
    /// What is being done at this moment.
    private List<? extends Work> underWay = List.of();

    private Ticker.Alarm nextDoubt = () -> {};
    private boolean isConnected;
    private boolean isClosed;

    /// @param broken told when the Limiter does not answer
    OrderedLane(LimiterPort limiter, LinkSettings settings, Ticker ticker, Runnable broken) {
        this.limiter = limiter;
        this.settings = settings;
        this.ticker = ticker;
        this.broken = broken;
        this.doubts = new Doubts(settings);
        this.soon = new Soon(ticker, "limiter-ordered", this::proceed);
    }

    void add(List<? extends Work> work) {
        boolean isAway;
        synchronized (this) {
            waiting.addAll(work);
            isAway = !isConnected;
        }
        if (isAway) work.forEach(each -> each.job().limiterIsAway());
        else soon.hurry();
    }

    /// These may be in the Limiter or not, or may yet get there. They are removed now, and again from time to time until no call
    /// of today can be under way any more.
    void doubt(List<Lease> leases) {
        synchronized (this) {
            doubts.add(leases, ticker.nanos());
        }
        add(removals(leases));
    }

    /// The Limiter is there (again). What it read before it stopped it may carry out only now, so doubts begin anew.
    void connect() {
        synchronized (this) {
            if (!isConnected) doubts.beginAnew(ticker.nanos());
            isConnected = true;
        }
        soon.hurry();
    }

    /// The Limiter is away: those who wait for something are told, also if it may be done by now, and it is done later.
    void disconnect() {
        List<Work> undone;
        synchronized (this) {
            isConnected = false;
            undone = new ArrayList<>(underWay);
            undone.addAll(waiting);
        }
        undone.forEach(each -> each.job().limiterIsAway());
    }

    synchronized void close() {
        isClosed = true;
        nextDoubt.cancel();
    }

    private void proceed() {
        List<? extends Work> work = take();
        if (work.isEmpty()) return;
        Answers.on(perform(work), undone -> end(work, undone), failure -> {
            LOG.warn("the Limiter could not be told: {}", failure.getMessage());
            end(work, List.copyOf(work));
        });
    }

    /// @return what is to be done now; nothing while something is being done
    private synchronized List<? extends Work> take() {
        nextDoubt.cancel();
        if (isClosed || !isConnected || !underWay.isEmpty()) return List.of();
        long now = ticker.nanos();
        waiting.addAll(removals(doubts.takeDue(now)));
        if (waiting.isEmpty()) {
            doubts.untilNext(now).ifPresent(left -> nextDoubt = ticker.after(left, this::proceed));
            return List.of();
        }
        List<Work.Change> changes = Batch.take(waiting, Work.Change.class, settings.batch());
        underWay = changes.isEmpty() ? List.of(waiting.remove()) : changes;
        return underWay;
    }

    /// @return what the Limiter could not do now
    private CompletableFuture<List<Work>> perform(List<? extends Work> work) {
        return switch (work.getFirst()) {
            case Work.Change _ -> {
                List<Work.Change> changes = work.stream().map(Work.Change.class::cast).toList();
                yield Batch.send(limiter, changes).thenApply(replies -> undone(changes, replies));
            }
            case Work.Limit(var queue, var capacity, var requestId, var _) ->
                    (capacity.isPresent() ? limiter.setLimit(queue, capacity.get(), requestId) : limiter.removeLimit(queue, requestId))
                            .thenApply(_ -> List.of());
            case Work.Limits(var capacities, var _) -> limiter.setLimits(capacities).thenApply(_ -> List.of());
        };
    }

    private static List<Work> undone(List<Work.Change> changes, List<Reply> replies) {
        List<Work> undone = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            String lease = changes.get(i).lease().id();
            switch (replies.get(i)) {
                case Reply.Done _ -> {}
                case Reply.Undecided _ -> undone.add(changes.get(i));
                case Reply.Refused(var blocker, var _) ->
                        LOG.warn("a place that the Limiter had lost is taken by others: {} under {}", lease, blocker.group());
                case Reply.Rejected(String reason) -> LOG.error("the Limiter rejects {}: {}", lease, reason);
            }
        }
        return undone;
    }

    /// What was under way is done, but for this, which is done again later.
    private void end(List<? extends Work> work, List<Work> undone) {
        synchronized (this) {
            underWay = List.of();
            for (Work each : undone.reversed()) waiting.addFirst(each);
            if (!undone.isEmpty()) isConnected = false;
        }
        if (!undone.isEmpty()) broken.run();
        for (Work each : work) if (!undone.contains(each)) each.job().oneDone();
        proceed();
    }

    private static List<Work> removals(List<Lease> leases) {
        Job nobodyWaits = Job.patient(leases.size(), () -> {});
        return leases.stream().<Work>map(lease -> new Work.Change(lease, false, Optional.empty(), nobodyWaits)).toList();
    }
}
