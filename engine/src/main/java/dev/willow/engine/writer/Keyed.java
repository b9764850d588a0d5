package dev.willow.engine.writer;

import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;

/// A request that came with a key, as the log tells it to every node.
record Keyed(RequestId request, IdempotencyKey key) {}
