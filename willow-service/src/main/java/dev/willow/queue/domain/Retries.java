package dev.willow.queue.domain;

/// How often an item may be tried again after a failure.
public sealed interface Retries {

    record Times(int count) implements Retries {}

    record ForEver() implements Retries {}

    /// Whether it may be tried again after it failed this many times.
    default boolean allowOneAfter(int failures) {
        return switch (this) {
            case Times(int count) -> failures <= count;
            case ForEver() -> true;
        };
    }
}
