package dev.willow.common.query;

import java.util.List;
import java.util.Optional;

/// One page of an answer.
///
/// @param things     in the order that was asked for
/// @param nextCursor where the next page begins; absent on the last. Opaque, and safe in a URL as it is.
public record PageOf<T>(List<T> things, Optional<String> nextCursor) {
    public PageOf {
        things = List.copyOf(things);
    }
}
