package dev.willow.locker.report;

import dev.willow.common.time.Ticker;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.RequestId;
import dev.willow.kit.meters.Buckets;
import dev.willow.kit.meters.LatestPicture;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockFigures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Counts what happens to locks since this process began to lead, and shows how many there are. It also measures how long requests
/// stand in line, and how long a lock that is given back is on its way to the next of them.
public final class LockMeters implements EffectRunner<LockEvent> {
    private final Counter granted;
    private final Counter handedOver;
    private final Counter released;
    private final Counter queued;
    private final Counter refused;
    private final Counter expired;
    private final Timer waited;
    private final Timer handOver;
    private final Moments inLine;
    private final Moments givenBack;
    /// How long ago the call came that gave a lock back, as long as what is granted from the line is granted because of it.
    private OptionalLong onItsWay = OptionalLong.empty();

    public LockMeters(MeterRegistry meters, Ticker ticker) {
        inLine = new Moments(ticker);
        givenBack = new Moments(ticker);
        granted = counter(meters, "locker.locks.granted", "locks granted, at once or after a wait");
        handedOver = counter(meters, "locker.locks.handed.over", "locks granted to a request that had waited in line");
        released = counter(meters, "locker.locks.released", "locks given back by their holders");
        queued = counter(meters, "locker.requests.queued", "requests that had to wait in line");
        refused = counter(
                meters, "locker.requests.refused", "requests turned down, those that ran out of patience included");
        expired = counter(meters, "locker.locks.expired", "locks lost for want of a heartbeat");
        waited = Timer.builder("locker.requests.waited")
                .description("how long requests stood in line until all their locks were granted")
                .serviceLevelObjectives(Buckets.durations()).register(meters);
        handOver = Timer.builder("locker.locks.hand.over")
                .description("from when the call came that gave a lock back until the next in line was granted it")
                .serviceLevelObjectives(Buckets.durations()).register(meters);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    /// Shows how much there is.
    public static void show(LatestPicture<LockFigures> picture, MeterRegistry meters) {
        picture.gauge(meters, "locker.locks.held", null, "locks held, each holder of a shared lock or a semaphore counted", LockFigures::held);
        picture.gauge(meters, "locker.locks.used", null, "sets of key-values that are held or waited for", LockFigures::locks);
        picture.gauge(meters, "locker.sessions", null, "sessions that are not over, those of single locks included", LockFigures::sessions);
        picture.gauge(meters, "locker.requests.waiting", null, "requests that wait in line", LockFigures::waiting);
        picture.gauge(meters, "locker.fencing.token", null, "the last fencing token given out", LockFigures::fencingToken);
    }

    /// A call came that gives back a lock or ends a session.
    public void givesBack(RequestId request) {
        givenBack.note(request);
    }

    /// In the order in which it happened, one at a time.
    @Override
    public void perform(LockEvent event) {
        switch (event) {
            case LockEvent.Granted(var request, var locks) -> granted(request, locks.size());
            case LockEvent.Queued(var request) -> {
                queued.increment();
                inLine.note(request);
            }
            case LockEvent.Refused(var request, var _) -> leave(request);
            case LockEvent.Withdrawn(var request, var _) -> {
                leave(request);
                onItsWay = OptionalLong.empty();
            }
            case LockEvent.Released(var request, var _) -> {
                released.increment();
                onItsWay = givenBack.takeAge(request);
            }
            case LockEvent.SessionClosed(var request, var _) -> onItsWay = givenBack.takeAge(request);
            case LockEvent.Expired(var _, var locks) -> {
                expired.increment(locks.size());
                onItsWay = OptionalLong.empty();
            }
            case LockEvent.SessionOpened _, LockEvent.LockKept _, LockEvent.SessionKept _, LockEvent.Contended _ -> {}
        }
    }

    private void granted(RequestId request, int locks) {
        granted.increment(locks);
        OptionalLong inLineFor = inLine.takeAge(request);
        if (inLineFor.isEmpty()) return;
        handedOver.increment(locks);
        waited.record(inLineFor.getAsLong(), TimeUnit.NANOSECONDS);
        onItsWay.ifPresent(nanos -> handOver.record(nanos, TimeUnit.NANOSECONDS));
    }

    private void leave(RequestId request) {
        refused.increment();
        inLine.takeAge(request);
        givenBack.takeAge(request);
    }
}
