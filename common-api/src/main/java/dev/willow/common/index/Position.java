package dev.willow.common.index;

import dev.willow.common.query.OrderBy;
import dev.willow.common.query.Subject;
import dev.willow.common.values.Utf8Order;
import dev.willow.common.values.ValuePattern;
import java.util.Comparator;
import java.util.Optional;

/// Where a thing stands in an order. It does not depend on what else is there, so it stays right when others come and go.
///
/// @param under what the thing carries under the key of the order; null if it has no such key, or the order has no key
/// @param id    the thing's id, which orders what is otherwise equal
record Position(ValuePattern under, String id) {

    static Position of(Subject thing, Optional<OrderBy> order) {
        return new Position(order.map(by -> thing.keys().get(by.key())).orElse(null), thing.id());
    }

    static Comparator<Position> comparator(Optional<OrderBy> order) {
        Comparator<Position> byId = Comparator.comparing(Position::id, Utf8Order.COMPARATOR);
        if (order.isEmpty()) return byId;
        Comparator<ValuePattern> byPattern = Position::comparePatterns;
        if (order.get().direction() == OrderBy.Direction.DESCENDING) byPattern = byPattern.reversed();
        return Comparator.comparing(Position::under, Comparator.nullsLast(byPattern)).thenComparing(byId);
    }

    /// Values in their order, and Any above all of them, where its type number puts it.
    private static int comparePatterns(ValuePattern left, ValuePattern right) {
        return left instanceof ValuePattern.Exactly(var l) && right instanceof ValuePattern.Exactly(var r)
                ? l.compareTo(r)
                : left.type().compareTo(right.type());
    }
}
