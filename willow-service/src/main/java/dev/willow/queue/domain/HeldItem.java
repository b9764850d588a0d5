package dev.willow.queue.domain;

/// One item in one particular hand-out; means nothing once the item is back or was handed out again.
public record HeldItem(ItemId item, HandOutId handOut) {}
