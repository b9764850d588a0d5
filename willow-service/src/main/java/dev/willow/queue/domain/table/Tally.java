package dev.willow.queue.domain.table;

/// How many items a queue has, kept up by its channels.
final class Tally {
    int waiting;
    int processing;
}
