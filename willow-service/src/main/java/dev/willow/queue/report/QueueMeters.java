package dev.willow.queue.report;

import dev.willow.engine.EffectRunner;
import dev.willow.queue.domain.Fate;
import dev.willow.queue.domain.QueueEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Counts what happens to items since this process began to lead.
public final class QueueMeters implements EffectRunner<QueueEvent> {
    private final Counter enqueued;
    private final Counter updated;
    private final Counter handedOut;
    private final Counter timedOut;
    private final Counter refused;
    private final Map<Fate, Counter> ended = new EnumMap<>(Fate.class);

    public QueueMeters(MeterRegistry meters) {
        enqueued = Counter.builder("willow.items.enqueued").description("items that came to wait").register(meters);
        updated = Counter.builder("willow.items.updated")
                .description("items that made room for a newer one: overwritten in place, dropped after a failure since others waited, or "
                        + "replaced by one that came back").register(meters);
        handedOut = Counter.builder("willow.items.handed.out").description("hand-outs of items to consumers").register(meters);
        timedOut = Counter.builder("willow.items.timed.out")
                .description("items whose consumers were silent for too long").register(meters);
        refused = Counter.builder("willow.requests.refused").description("requests turned down").register(meters);
        for (Fate fate : Fate.values())
            ended.put(fate, Counter.builder("willow.items.acked").tag("fate", name(fate))
                    .description("acks, by what became of the item").register(meters));
    }

    @Override
    public void perform(QueueEvent event) {
        switch (event) {
            case QueueEvent.Accepted accepted -> (accepted.isUpdate() ? updated : enqueued).increment();
            case QueueEvent.HandedOut(var _, var deliveries) -> handedOut.increment(deliveries.size());
            case QueueEvent.TimedOut(var _, var _, var _, Fate fate) -> {
                timedOut.increment();
                countUpdatedAway(fate);
            }
            case QueueEvent.Refused _ -> refused.increment();
            case QueueEvent.Acked(var _, var _, Fate fate) -> {
                ended.get(fate).increment();
                countUpdatedAway(fate);
            }
            case QueueEvent.QueueCreated _, QueueEvent.QueueChanged _, QueueEvent.QueueDeleted _, QueueEvent.ChannelsDeleted _,
                    QueueEvent.NothingToHandOut _, QueueEvent.Kept _, QueueEvent.BatchBegun _, QueueEvent.PlaceNeeded _, QueueEvent.Missed _,
                    QueueEvent.AskLimiter _, QueueEvent.GiveBack _, QueueEvent.SetLimit _, QueueEvent.Reconcile _, QueueEvent.Repair _ -> {}
        }
    }

    private void countUpdatedAway(Fate fate) {
        switch (fate) {
            case OVERTAKEN, REPLACED_LAST -> updated.increment();
            case DONE, USED_UP, TO_FRONT, TO_BACK -> {}
        }
    }

    private static String name(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
