package dev.willow.engine.writer;

import dev.willow.engine.IdempotencyKey;

/// What a key is remembered by: the same key on another call is another one.
record Place(String call, String key) {
    static Place of(IdempotencyKey key) {
        return new Place(key.call(), key.key());
    }
}
