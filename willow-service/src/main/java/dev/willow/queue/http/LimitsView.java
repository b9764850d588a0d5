package dev.willow.queue.http;

import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.values.KeyValues;
import java.util.Optional;

/// What the limits have to say about a counter.
@FunctionalInterface
public interface LimitsView {

    /// Blocks.
    ///
    /// @return what would happen if the counter grew by one; empty if the Limiter cannot be asked
    Optional<CounterExplanation> explain(KeyValues counter);
}
