package dev.willow.queue.domain;

import dev.willow.common.query.Query;
import dev.willow.engine.RequestId;
import java.time.Duration;

/// A consumer's request for items.
///
/// @param max      the most items it takes, at least 1
/// @param handOuts unique; the ids of its hand-outs are made from it
/// @param patience how long it waits; zero tries once
/// @param mayComeBack whether its answer is kept for it to ask again (it named an idempotency key): then what it was handed
///                    stays its own when it leaves, until the time-out
public record Dequeue(
        RequestId id, String queue, Query query, Strategy strategy, int max, String handOuts, Duration patience, boolean mayComeBack) {}
