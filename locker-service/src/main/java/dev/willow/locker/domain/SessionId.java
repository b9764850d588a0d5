package dev.willow.locker.domain;

/// Names a session: who may keep and release a hold is who knows it.
public record SessionId(String value) {}
