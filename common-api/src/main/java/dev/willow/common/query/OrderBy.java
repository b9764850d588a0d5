package dev.willow.common.query;

/// The order of a look-up by the value under one key. Things that carry Any come where its type number, 1024, puts them;
/// things without the key come last in either direction; what is equal comes in the order of the ids.
public record OrderBy(String key, Direction direction) {

    public enum Direction { ASCENDING, DESCENDING }

    public static OrderBy ascending(String key) {
        return new OrderBy(key, Direction.ASCENDING);
    }

    public static OrderBy descending(String key) {
        return new OrderBy(key, Direction.DESCENDING);
    }
}
