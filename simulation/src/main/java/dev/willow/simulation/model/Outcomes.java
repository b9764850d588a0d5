package dev.willow.simulation.model;

import dev.willow.engine.Event;
import dev.willow.engine.IdempotencyKey;
import dev.willow.simulation.node.Judge;
import java.util.HashMap;
import java.util.Map;

/// What requests with idempotency keys were answered. Each has one outcome.
public final class Outcomes {
    private final Judge judge;
    private final Map<IdempotencyKey, Event> first = new HashMap<>();

    public Outcomes(Judge judge) {
        this.judge = judge;
    }

    public void told(IdempotencyKey key, Event answer) {
        if (!answer.isKept()) return;
        Event before = first.putIfAbsent(key, answer);
        judge.require(before == null || before.equals(answer),
                () -> "the key " + key.key() + " of " + key.call() + " was answered " + before + " and then " + answer);
    }
}
