package dev.willow.queue.domain;

/// Names one item for as long as it is here. Made by whoever enqueues it, never used twice.
public record ItemId(String value) {}
