package dev.willow.spring.metrics;

import dev.willow.client.ClientException;
import dev.willow.client.hold.TakenItem;
import dev.willow.client.work.Ending;
import dev.willow.client.work.WorkObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Measures one listener. All its meters are there from the start, so that what never happens reads zero; their tags are the names of the
/// queue and the listener, and the few endings there are.
///
/// | meter | what |
/// |---|---|
/// | `willow.listener.items` | timer of items by `outcome`, from when the work began until the service took its end |
/// | `willow.listener.active` | gauge of items in work |
/// | `willow.listener.superseded` | counter of items for which a newer one waited before their work ended |
/// | `willow.listener.poll.failures` | counter of calls for an item that failed |
public final class ListenerMeters implements WorkObserver {
    private final AtomicInteger active = new AtomicInteger();
    private final Map<Ending, Timer> items = new EnumMap<>(Ending.class);
    private final Counter superseded;
    private final Counter pollFailures;

    public ListenerMeters(MeterRegistry meters, String queue, String listener) {
        Tags tags = Tags.of("queue", queue, "listener", listener);
        for (Ending ending : Ending.values())
            items.put(ending, Timer.builder("willow.listener.items").tags(tags).tag("outcome", outcome(ending))
                    .description("items by what became of them, with the time from taking one to its end").register(meters));
        superseded = Counter.builder("willow.listener.superseded").tags(tags)
                .description("items for which a newer one waited before their work ended").register(meters);
        pollFailures = Counter.builder("willow.listener.poll.failures").tags(tags)
                .description("calls for an item that failed").register(meters);
        Gauge.builder("willow.listener.active", active, AtomicInteger::get).tags(tags)
                .description("items in work").strongReference(true).register(meters);
    }

    private static String outcome(Ending ending) {
        return ending.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void began(TakenItem item) {
        active.incrementAndGet();
    }

    @Override
    public void ended(TakenItem item, Ending ending, Duration took) {
        active.decrementAndGet();
        items.get(ending).record(took);
        if (item.superseded()) superseded.increment();
    }

    @Override
    public void pollFailed(ClientException why) {
        pollFailures.increment();
    }
}
