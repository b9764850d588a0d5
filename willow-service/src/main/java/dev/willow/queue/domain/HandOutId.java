package dev.willow.queue.domain;

/// Names one hand-out of one item to one consumer. Never used twice, so that what is meant for a hand-out cannot hit
/// a later one of the same item.
public record HandOutId(String value) {}
