package dev.willow.queue.report;

import dev.willow.engine.EffectRunner;
import dev.willow.kit.meters.LatestPicture;
import dev.willow.kit.meters.Named;
import dev.willow.kit.meters.NamedGauges;
import dev.willow.queue.domain.Fate;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.QueueFigures;
import dev.willow.queue.domain.QueueFigures.OfQueue;
import dev.willow.queue.domain.QueueFigures.OfRule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Counts what happens to items since this process began to lead, and shows how many there are.
public final class QueueMeters implements EffectRunner<QueueEvent> {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Counter enqueued;
    private final Counter updated;
    private final Counter handedOut;
    private final Counter timedOut;
    private final Counter refused;
    private final Counter retried;
    private final NamedGauges<OfQueue> queues;
    private final NamedGauges<OfRule> rules;
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
        retried = Counter.builder("willow.items.retried")
                .description("items that came to wait again after a failure, a time-out or a release").register(meters);
        queues = new NamedGauges<OfQueue>(meters, "queue")
                .add("willow.queue.items", null, "items in a queue", Tags.of("state", "waiting"), OfQueue::waiting)
                .add("willow.queue.items", null, "items in a queue", Tags.of("state", "processing"), OfQueue::processing)
                .add("willow.queue.channels", null, "channels of a queue", Tags.empty(), OfQueue::channels)
                .add("willow.queue.channels.held.back", null, "channels of a queue that a limit holds back", Tags.empty(), OfQueue::heldBack)
                .add("willow.queue.consumers.waiting", null, "callers that wait for an item of a queue", Tags.empty(), OfQueue::consumers)
                .add("willow.queue.oldest", "seconds", "how long the item waits that has waited longest, of those that are next in their "
                        + "channels; 0 if none waits", Tags.empty(), queue -> queue.oldest().toNanos() / NANOS_PER_SECOND);
        rules = new NamedGauges<OfRule>(meters, "rule")
                .add("willow.rule.channels.held.back", null, "channels that a rule and its overrides hold back", Tags.empty(), OfRule::heldBack);
        for (Fate fate : Fate.values())
            ended.put(fate, Counter.builder("willow.items.acked").tag("fate", name(fate))
                    .description("acks, by what became of the item").register(meters));
    }

    /// Shows how much there is.
    public static void show(LatestPicture<QueueFigures> picture, MeterRegistry meters) {
        picture.gauge(meters, "willow.queues", null, "queues", QueueFigures::queues);
        picture.gauge(meters, "willow.limiter.reachable", null, "0 while the Limiter is away, and nothing is let in or handed out",
                figures -> figures.isLimiterThere() ? 1 : 0);
    }

    /// Shows each queue and rule that is told of by its name.
    public void show(QueueFigures figures) {
        Map<String, OfQueue> ofQueues = new HashMap<>();
        for (OfQueue each : figures.named()) ofQueues.put(each.queue(), each);
        queues.show(Named.of(ofQueues, figures.others(), OfQueue::plus));
        Map<String, OfRule> ofRules = new HashMap<>();
        for (OfRule each : figures.rules()) ofRules.put(each.rule(), each);
        rules.show(Named.of(ofRules, figures.otherRules(), OfRule::plus));
    }

    @Override
    public void perform(QueueEvent event) {
        switch (event) {
            case QueueEvent.Accepted accepted -> (accepted.isUpdate() ? updated : enqueued).increment();
            case QueueEvent.HandedOut(var _, var deliveries) -> handedOut.increment(deliveries.size());
            case QueueEvent.TimedOut(var _, var _, var _, Fate fate) -> {
                timedOut.increment();
                count(fate);
            }
            case QueueEvent.Refused _ -> refused.increment();
            case QueueEvent.Acked(var _, var _, Fate fate) -> {
                ended.get(fate).increment();
                count(fate);
            }
            case QueueEvent.QueueCreated _, QueueEvent.QueueChanged _, QueueEvent.QueueDeleted _, QueueEvent.ChannelsDeleted _,
                    QueueEvent.NothingToHandOut _, QueueEvent.Kept _, QueueEvent.BatchBegun _, QueueEvent.PlaceNeeded _, QueueEvent.Missed _,
                    QueueEvent.AskLimiter _, QueueEvent.GiveBack _, QueueEvent.SetLimit _, QueueEvent.Reconcile _, QueueEvent.Repair _ -> {}
        }
    }

    private void count(Fate fate) {
        switch (fate) {
            case OVERTAKEN -> updated.increment();
            case REPLACED_LAST -> {
                updated.increment();
                retried.increment();
            }
            case TO_FRONT, TO_BACK -> retried.increment();
            case DONE, USED_UP -> {}
        }
    }

    private static String name(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
