package dev.willow.locker.report;

import dev.willow.engine.EffectRunner;
import dev.willow.locker.domain.LockEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts what happens to locks since this process began to lead.
public final class LockMeters implements EffectRunner<LockEvent> {
    private final Counter granted;
    private final Counter queued;
    private final Counter refused;
    private final Counter expired;

    public LockMeters(MeterRegistry meters) {
        granted = counter(meters, "locker.locks.granted", "locks granted, at once or after a wait");
        queued = counter(meters, "locker.requests.queued", "requests that had to wait in line");
        refused = counter(
                meters, "locker.requests.refused", "requests turned down, those that ran out of patience included");
        expired = counter(meters, "locker.locks.expired", "locks lost for want of a heartbeat");
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    @Override
    public void perform(LockEvent event) {
        switch (event) {
            case LockEvent.Granted(var _, var locks) -> granted.increment(locks.size());
            case LockEvent.Queued _ -> queued.increment();
            case LockEvent.Refused _, LockEvent.Withdrawn _ -> refused.increment();
            case LockEvent.Expired(var _, var locks) -> expired.increment(locks.size());
            case LockEvent.Released _, LockEvent.SessionOpened _, LockEvent.SessionClosed _, LockEvent.LockKept _,
                    LockEvent.SessionKept _, LockEvent.Contended _ -> {}
        }
    }
}
