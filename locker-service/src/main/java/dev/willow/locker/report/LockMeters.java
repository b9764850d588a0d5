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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Counts what happens to locks since this process began to lead, and shows how many there are.
///
/// A lock passes from its holder to the next in line in one step of the table, so there is no time between the two that could be
/// measured. What is measured is how long requests stood in line.
public final class LockMeters implements EffectRunner<LockEvent> {
    private static final int MOST_REMEMBERED = 100_000;

    private final Ticker ticker;
    private final Counter granted;
    private final Counter handedOver;
    private final Counter released;
    private final Counter queued;
    private final Counter refused;
    private final Counter expired;
    private final Timer waited;
    /// When those in line came there. Touched in the engine's turns alone. Bounded, as a line that ends with a leadership ends without
    /// a word.
    private final Map<RequestId, Long> inLineSince = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RequestId, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    public LockMeters(MeterRegistry meters, Ticker ticker) {
        this.ticker = ticker;
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

    @Override
    public void perform(LockEvent event) {
        switch (event) {
            case LockEvent.Granted(var request, var locks) -> {
                granted.increment(locks.size());
                Long since = inLineSince.remove(request);
                if (since == null) return;
                handedOver.increment(locks.size());
                waited.record(ticker.nanos() - since, TimeUnit.NANOSECONDS);
            }
            case LockEvent.Queued(var request) -> {
                queued.increment();
                inLineSince.put(request, ticker.nanos());
            }
            case LockEvent.Refused(var request, var _) -> leave(request);
            case LockEvent.Withdrawn(var request, var _) -> leave(request);
            case LockEvent.Released _ -> released.increment();
            case LockEvent.Expired(var _, var locks) -> expired.increment(locks.size());
            case LockEvent.SessionOpened _, LockEvent.SessionClosed _, LockEvent.LockKept _, LockEvent.SessionKept _,
                    LockEvent.Contended _ -> {}
        }
    }

    private void leave(RequestId request) {
        refused.increment();
        inLineSince.remove(request);
    }
}
