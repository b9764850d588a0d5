package dev.willow.faults.history;

/// A consumer asked for an item and heard nothing: one may have been handed out to nobody, and time out.
public record LostAnswer(String queue, Span call) {}
