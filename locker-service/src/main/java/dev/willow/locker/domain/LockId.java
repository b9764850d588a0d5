package dev.willow.locker.domain;

/// Names one hold of a lock, from its grant to its end; never used again. What the API calls `LockID`.
public record LockId(String value) {}
