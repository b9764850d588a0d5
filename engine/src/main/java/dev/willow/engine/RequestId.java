package dev.willow.engine;

/// Names one caller's request from its arrival to its answer. Made outside the state machine, unique among the
/// requests of one leader.
public record RequestId(String value) {}
