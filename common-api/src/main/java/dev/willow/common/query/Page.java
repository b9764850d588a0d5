package dev.willow.common.query;

import dev.willow.common.values.InvalidValueException;
import java.util.Optional;
import java.util.OptionalInt;

/// Which part of a look-up's answer is wanted, and in what order (`Limit`, `After`, `OrderBy`).
///
/// @param limit   the most things on the page, at least 1; absent for all of them
/// @param after   the cursor of the page before, as [PageOf#nextCursor] gave it; only for the same order
/// @param orderBy the order; absent for the order of the ids
public record Page(OptionalInt limit, Optional<String> after, Optional<OrderBy> orderBy) {
    /// Everything on one page, in the order of the ids.
    public static final Page ALL = new Page(OptionalInt.empty(), Optional.empty(), Optional.empty());

    /// @throws InvalidValueException if the limit is below 1
    public Page {
        if (limit.isPresent() && limit.getAsInt() < 1)
            throw new InvalidValueException("Limit must be at least 1, was " + limit.getAsInt());
    }

    /// The first page of that many things, in the order of the ids.
    public static Page first(int limit) {
        return new Page(OptionalInt.of(limit), Optional.empty(), Optional.empty());
    }

    public Page after(String cursor) {
        return new Page(limit, Optional.of(cursor), orderBy);
    }

    public Page orderedBy(OrderBy order) {
        return new Page(limit, after, Optional.of(order));
    }
}
