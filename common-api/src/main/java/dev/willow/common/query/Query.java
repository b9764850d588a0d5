package dev.willow.common.query;

import java.util.List;
import java.util.Optional;

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

    /// Whether the part before the `or` is absent while there is an `or`, so that only the latter decides.
    public boolean isOrAlone() {
        return selection.isEmpty() && and.isEmpty() && !or.isEmpty();
    }

    public boolean matches(Subject thing) {
        for (Query alternative : or) if (alternative.matches(thing)) return true;
        if (isOrAlone()) return false;
        if (selection.isPresent() && !selection.get().matches(thing)) return false;
        for (Query further : and) if (!further.matches(thing)) return false;
        return true;
    }
}
