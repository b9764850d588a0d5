package dev.willow.engine;

/// Whether an engine can serve, and if not, why, in words for an operator.
public sealed interface EngineStatus {
    record Ready() implements EngineStatus {}

    record NotReady(String reason) implements EngineStatus {}

    default boolean isReady() {
        return this instanceof Ready;
    }
}
