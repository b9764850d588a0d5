package dev.willow.kit.meters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Gauges of things that users name: one series for each thing that is shown. How many those are is bounded by [Named].
///
/// @param <F> what is known of one of them
public final class NamedGauges<F> {
    private final MeterRegistry meters;
    private final String tag;
    private final List<Kind<F>> kinds = new ArrayList<>();
    private volatile Map<String, F> figures = Map.of();
    private Set<String> names = Set.of();

    private record Kind<F>(MultiGauge gauge, ToDoubleFunction<F> number) {}

    /// @param tag by which the things are told apart, such as `queue`
    public NamedGauges(MeterRegistry meters, String tag) {
        this.meters = meters;
        this.tag = tag;
    }

    /// @param tags further ones, the same for all things
    public NamedGauges<F> add(String name, String unit, String description, Tags tags, ToDoubleFunction<F> number) {
        MultiGauge gauge = MultiGauge.builder(name).baseUnit(unit).description(description).tags(tags).register(meters);
        kinds.add(new Kind<>(gauge, number));
        return this;
    }

    /// Shows these from now on, and no others.
    public synchronized void show(Named<F> named) {
        Map<String, F> shown = new HashMap<>(named.figures());
        figures = shown;
        if (names.equals(shown.keySet())) return; // the series read the newest figures by themselves
        names = Set.copyOf(shown.keySet());
        for (Kind<F> kind : kinds) kind.gauge.register(rows(kind), false);
    }

    private List<MultiGauge.Row<?>> rows(Kind<F> kind) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>(names.size());
        for (String name : names) rows.add(MultiGauge.Row.of(Tags.of(tag, name), () -> number(kind, name)));
        return rows;
    }

    private double number(Kind<F> kind, String name) {
        F found = figures.get(name);
        return found == null ? Double.NaN : kind.number.applyAsDouble(found);
    }
}
