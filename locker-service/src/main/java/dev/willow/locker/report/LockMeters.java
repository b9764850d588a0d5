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
        granted = Counter.builder("locker.locks.granted").description("locks granted, at once or after a wait").register(meters);
        queued = Counter.builder("locker.requests.queued").description("requests that had to wait in line").register(meters);
        refused = Counter.builder("locker.requests.refused")
                .description("requests turned down, those that ran out of patience included").register(meters);
        expired = Counter.builder("locker.locks.expired").description("locks lost for want of a heartbeat").register(meters);
    }

    @Override
    public void perform(LockEvent event) {
        switch (event) {
            case LockEvent.Granted(var _, var locks) -> granted.increment(locks.size());
            case LockEvent.Queued _ -> queued.increment();
            case LockEvent.Refused _ -> refused.increment();
            case LockEvent.Expired(var _, var locks) -> expired.increment(locks.size());
            case LockEvent.Released _, LockEvent.SessionOpened _, LockEvent.SessionClosed _, LockEvent.LockKept _,
                    LockEvent.SessionKept _, LockEvent.Contended _ -> {}
        }
    }
}
