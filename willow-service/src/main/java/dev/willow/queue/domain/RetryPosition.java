package dev.willow.queue.domain;

/// Where in its channel an item goes that failed and may be tried again.
public enum RetryPosition { FRONT, BACK }
