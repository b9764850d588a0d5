package dev.willow.queue.domain;

/// How many items a queue holds, waiting and in processing together.
public sealed interface Capacity {

    record AtMost(long items) implements Capacity {}

    record Unlimited() implements Capacity {}
}
