package dev.willow.faults.history;

/// An answer that nobody may get who asks as the bench does: a defect (500), or that its request is wrong.
public record Surprise(String what, long at) {}
