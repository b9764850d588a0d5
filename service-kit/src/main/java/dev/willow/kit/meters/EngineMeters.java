package dev.willow.kit.meters;

import dev.willow.engine.Engine;
import dev.willow.engine.EngineFigures;
import dev.willow.engine.EngineObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/// Measures an engine: what it writes as it happens, what it holds when somebody asks.
public final class EngineMeters implements EngineObserver {
    private final DistributionSummary commands;
    private final Timer entries;
    private final Timer snapshots;
    private final Counter failures;

    public EngineMeters(MeterRegistry meters) {
        commands = DistributionSummary.builder("engine.entry.commands")
                .description("commands that shared an entry of the log, and with it one sync of the disk")
                .serviceLevelObjectives(Buckets.counts()).register(meters);
        entries = Timer.builder("engine.entry")
                .description("entries of the log, and how long each took from being sealed until it was durable and its turn came")
                .serviceLevelObjectives(Buckets.durations()).register(meters);
        snapshots = Timer.builder("engine.snapshot").description("snapshots written in the background").register(meters);
        failures = Counter.builder("engine.snapshot.failures").description("snapshots that could not be written").register(meters);
    }

    /// Shows what the engine holds.
    public void show(Engine<?, ?> engine, MeterRegistry meters) {
        Gauge.builder("engine.ready", engine, each -> each.status().isReady() ? 1 : 0)
                .description("1 while the engine can serve").strongReference(true).register(meters);
        gauge(engine, meters, "engine.pending", "commands", "commands and requests that are not yet applied", EngineFigures::pendingCommands);
        gauge(engine, meters, "engine.pending.size", "bytes", "the size of commands that are not yet applied", EngineFigures::pendingBytes);
        gauge(engine, meters, "engine.requests.open", null, "requests without an answer, those in line included", EngineFigures::openRequests);
        gauge(engine, meters, "engine.answers.kept", null, "answers kept for idempotency keys", EngineFigures::keptAnswers);
        gauge(engine, meters, "engine.snapshot.size", "bytes", "the size of the last snapshot, 0 if there is none", EngineFigures::snapshotBytes);
    }

    private static void gauge(
            Engine<?, ?> engine, MeterRegistry meters, String name, String unit, String description, ToDoubleFunction<EngineFigures> number) {
        Gauge.builder(name, engine, each -> number.applyAsDouble(each.figures()))
                .baseUnit(unit).description(description).strongReference(true).register(meters);
    }

    @Override
    public void written(int gathered, Duration took) {
        commands.record(gathered);
        entries.record(took.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void snapshotTaken(long bytes, Duration took) {
        snapshots.record(took);
    }

    @Override
    public void snapshotFailed() {
        failures.increment();
    }
}
