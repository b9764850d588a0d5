package dev.willow.queue.domain;

/// A queue as people see it.
///
/// @param channels  that have items
/// @param consumers callers that wait for an item
public record QueueView(String name, Capacity capacity, int channels, int waiting, int processing, int consumers) {

    public QueueView withConsumers(int number) {
        return new QueueView(name, capacity, channels, waiting, processing, number);
    }
}
