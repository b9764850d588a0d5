package dev.willow.queue.config;

import dev.willow.client.LimiterClient;
import dev.willow.common.time.Ticker;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Engines;
import dev.willow.kit.host.StartCondition;
import dev.willow.kit.trace.Traces;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.remote.LimiterEffects;
import dev.willow.queue.remote.LinkSettings;
import dev.willow.queue.store.QueueCodecs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The engine and what performs its effects: each needs the other to begin, and they end together.
final class QueueHost implements AutoCloseable {
    private final Engine<QueueCommand, QueueEvent> engine;
    private final Ticker ticker;
    private LimiterEffects effects;

    QueueHost(
            EngineSettings settings, QueueMachine machine, LimiterClient limiter, Traces traces,
            List<EffectRunner<QueueEvent>> observers) {
        ticker = limiter.ticker();
        engine = Engines.start(settings, machine, QueueCodecs.version1(), started -> {
            effects = new LimiterEffects(started, machine, limiter, LinkSettings.DEFAULT, traces::of);
            return event -> {
                effects.perform(event);
                observers.forEach(observer -> observer.perform(event));
            };
        });
    }

    Engine<QueueCommand, QueueEvent> engine() {
        return engine;
    }

    /// Right after a start nothing could be let in or handed out, so we say that we serve when the Limiter was reached. But
    /// not later than after the patience: heartbeats and acks go on without it.
    StartCondition limiterReached(Duration patience) {
        CompletableFuture<Void> over = effects.reached();
        Ticker.Alarm alarm = ticker.after(patience, () -> over.complete(null));
        over.whenComplete((_, _) -> alarm.cancel());
        return () -> over.isDone() ? Optional.empty() : Optional.of("the Limiter has not been reached yet");
    }

    /// What is still to be done in the Limiter is found again at the next start.
    @Override
    public void close() {
        engine.close();
        effects.close();
    }
}
