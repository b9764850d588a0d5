package dev.willow.queue.config;

import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.machine.QueueMachine;

/// What performs the effects of the queues against the Limiter.
@FunctionalInterface
public interface LimiterLink {
    EffectRunner<QueueEvent> effects(Engine<QueueCommand, QueueEvent> engine, QueueMachine machine);
}
