package dev.willow.common.query;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The `Selections` of a query: all parts that are named must hold.
///
/// @param ids         one of these ids, if named
/// @param conditions  what is asked of each key
/// @param minKeys     the least number of key-values the thing may have
/// @param maxKeys     the most key-values the thing may have
public record Selection(Optional<Set<String>> ids, Map<String, Condition> conditions, OptionalInt minKeys, OptionalInt maxKeys) {
    public static final Selection EVERYTHING =
            new Selection(Optional.empty(), Map.of(), OptionalInt.empty(), OptionalInt.empty());

    public Selection {
        ids = ids.map(Set::copyOf);
        conditions = Map.copyOf(conditions);
    }

    public static Selection where(String key, Condition condition) {
        return new Selection(Optional.empty(), Map.of(key, condition), OptionalInt.empty(), OptionalInt.empty());
    }

    public boolean matches(Subject thing) {
        if (ids.isPresent() && !ids.get().contains(thing.id())) return false;
        int size = thing.keys().size();
        if (size < minKeys.orElse(0) || size > maxKeys.orElse(Integer.MAX_VALUE)) return false;
        for (Map.Entry<String, Condition> asked : conditions.entrySet())
            if (!asked.getValue().holdsFor(thing.keys().get(asked.getKey()))) return false;
        return true;
    }
}
