package dev.willow.common.query;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.ValuePattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A thing matches when (its `selection` matches and every `and` matches) or any `or` matches. A part that is absent
/// takes no part: a query of `or` alone matches what any of them matches, and one of nothing matches everything.
public record Query(Optional<Selection> selection, List<Query> and, List<Query> or) {
    public static final Query EVERYTHING = new Query(Optional.empty(), List.of(), List.of());

    public Query {
        and = List.copyOf(and);
        or = List.copyOf(or);
    }

    public static Query of(Selection selection) {
        return new Query(Optional.of(selection), List.of(), List.of());
    }

    /// Begins a question about one key: `where("os").is("linux").and(where("cpus").atLeast(4))`.
    public static KeyTerm where(String key) {
        return new KeyTerm(key);
    }

    /// What matches this and also the other.
    public Query and(Query other) {
        return new Query(Optional.empty(), Stream.concat(conjuncts(), other.conjuncts()).toList(), List.of());
    }

    /// What matches this, or the other, or both.
    public Query or(Query other) {
        return new Query(Optional.empty(), List.of(), Stream.concat(disjuncts(), other.disjuncts()).toList());
    }

    /// Parts that must all match. A row of `and` stays flat, since the depth of a query is bounded.
    private Stream<Query> conjuncts() {
        if (this.equals(EVERYTHING)) return Stream.of();
        return selection.isEmpty() && or.isEmpty() ? and.stream() : Stream.of(this);
    }

    private Stream<Query> disjuncts() {
        return isOrAlone() ? or.stream() : Stream.of(this);
    }

    /// Whether the part before the `or` is absent while there is an `or`, so that only the latter decides.
    public boolean isOrAlone() {
        return selection.isEmpty() && and.isEmpty() && !or.isEmpty();
    }

    /// Pairs that every thing with plain values carries if this query matches it: its values where the query leaves no choice, Any where
    /// only the key is certain. So whoever keeps many waiting queries files each under these pairs in an index, and a
    /// [Match#appliesTo] of a new thing finds the few that may match it, to be asked one by one.
    public KeyPatterns demandedPairs() {
        if (isOrAlone() && or.size() == 1) return or.getFirst().demandedPairs();
        if (!or.isEmpty()) return KeyPatterns.NONE;
        Map<String, ValuePattern> pairs = new HashMap<>();
        for (Query further : and) further.demandedPairs().forEach(pair -> demand(pairs, pair.getKey(), pair.getValue()));
        selection.ifPresent(selected -> selected.conditions().forEach((key, condition) -> {
            if (condition.comparison() != Comparison.NOT_EQUAL) demand(pairs, key, condition.demanded());
        }));
        return KeyPatterns.of(pairs);
    }

    private static void demand(Map<String, ValuePattern> pairs, String key, ValuePattern value) {
        pairs.merge(key, value, (known, next) -> known instanceof ValuePattern.Any ? next : known);
    }

    public boolean matches(Subject thing) {
        for (Query alternative : or) if (alternative.matches(thing)) return true;
        if (isOrAlone()) return false;
        if (selection.isPresent() && !selection.get().matches(thing)) return false;
        for (Query further : and) if (!further.matches(thing)) return false;
        return true;
    }
}
