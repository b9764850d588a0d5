package dev.willow.common.index;

import dev.willow.common.RandomSource;
import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Match;
import dev.willow.common.query.OrderBy;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.query.TypeRange;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Things, queries and matches from a small world, in which most questions have answers and every clause is met often.
final class RandomQueries {
    private static final List<String> KEYS = List.of("arch", "branch", "build", "os", "é");
    private static final List<Value> VALUES = List.of(
            Value.text("linux"), Value.text("mac"), Value.text(""), Value.text("\uFF5E"), Value.text("\uD83D\uDE00"),
            Value.int64(-1), Value.int64(0), Value.int64(7), Value.float64(0.5),
            Value.parse(ValueType.UINT8, "7"), Value.parse(ValueType.UINT64, "18446744073709551615"),
            Value.parse(ValueType.UINT64, "7"), Value.parse(ValueType.FLOAT32, "0.5"), Value.parse(ValueType.INT8, "-128"));

    private final RandomSource random;
    private final int ids;

    RandomQueries(RandomSource random, int ids) {
        this.random = random;
        this.ids = ids;
    }

    String id() {
        return "thing-" + random.below(ids);
    }

    Thing thing() {
        return new Thing(id(), keys());
    }

    KeyPatterns keys() {
        Map<String, ValuePattern> keys = new HashMap<>();
        for (int left = random.below(5); left > 0; left--) keys.put(random.oneOf(KEYS), pattern(8));
        return KeyPatterns.of(keys);
    }

    String key() {
        return random.onceIn(20) ? "nobody has this" : random.oneOf(KEYS);
    }

    private ValuePattern pattern(int anyOnceIn) {
        if (random.onceIn(anyOnceIn)) return ValuePattern.ANY;
        // Sometimes from few values, which many things share, sometimes from many, which fill a tree.
        return ValuePattern.exactly(random.onceIn(2) ? random.oneOf(VALUES) : Value.int64(random.below(60)));
    }

    private TypeRange range(ValuePattern asked) {
        if (!random.onceIn(3)) return TypeRange.defaultFor(asked);
        ValueType one = random.oneOf(ValueType.values());
        ValueType other = random.onceIn(2) ? ValueType.ANY : random.oneOf(ValueType.values());
        return one.compareTo(other) < 0 ? new TypeRange(one, other) : new TypeRange(other, one);
    }

    private OptionalInt limit() {
        return random.onceIn(8) ? OptionalInt.of(random.below(6) - 1) : OptionalInt.empty();
    }

    Query query() {
        return query(3);
    }

    private Query query(int depth) {
        Optional<Selection> selection = random.onceIn(4) ? Optional.empty() : Optional.of(selection());
        return new Query(selection, parts(depth), parts(depth));
    }

    private List<Query> parts(int depth) {
        if (depth == 0 || !random.onceIn(4)) return List.of();
        return random.onceIn(2) ? List.of(query(depth - 1)) : List.of(query(depth - 1), query(depth - 1));
    }

    private Selection selection() {
        Map<String, Condition> conditions = new HashMap<>();
        for (int left = random.below(4); left > 0; left--) {
            ValuePattern asked = pattern(10);
            conditions.put(key(), new Condition(asked, random.oneOf(Comparison.values()), range(asked)));
        }
        Set<String> some = new HashSet<>();
        for (int left = random.below(30); left > 0; left--) some.add(id());
        return new Selection(random.onceIn(8) ? Optional.of(some) : Optional.empty(), conditions, limit(), limit());
    }

    Match match() {
        Map<String, Match.Given> given = new HashMap<>();
        for (int left = random.below(7); left > 0; left--) {
            ValuePattern value = pattern(4);
            given.put(key(), new Match.Given(value, range(value)));
        }
        return new Match(given, limit(), limit());
    }

    Optional<OrderBy> order() {
        if (random.onceIn(3)) return Optional.empty();
        return Optional.of(new OrderBy(key(), random.oneOf(OrderBy.Direction.values())));
    }
}
