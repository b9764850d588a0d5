package dev.willow.common.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Selection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The `Selections` of a query: all parts that are named must hold.
///
/// @param ids       one of these ids; an empty list selects nothing
/// @param keyValues what is asked of each key
/// @param min       the least number of key-values, from 0
/// @param max       the most key-values, from 0
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SelectionsPart(
        @JsonProperty("IDs") Optional<List<String>> ids,
        @JsonProperty("KeyValues") Map<String, ConditionPart> keyValues,
        @JsonProperty("MinNumberOfKeyValues") Optional<Integer> min,
        @JsonProperty("MaxNumberOfKeyValues") Optional<Integer> max) {
    public SelectionsPart {
        keyValues = Map.copyOf(Members.orElse(keyValues, Map.of()));
        Members.atLeast(0, min, "MinNumberOfKeyValues");
        Members.atLeast(0, max, "MaxNumberOfKeyValues");
    }

    public static SelectionsPart of(Selection selection) {
        Map<String, ConditionPart> keyValues = new LinkedHashMap<>();
        selection.conditions().forEach((key, condition) -> keyValues.put(key, ConditionPart.of(condition)));
        return new SelectionsPart(
                selection.ids().map(List::copyOf), keyValues, boxed(selection.minKeys()), boxed(selection.maxKeys()));
    }

    public Selection toSelection() {
        Map<String, Condition> conditions = LinkedHashMap.newLinkedHashMap(keyValues.size());
        keyValues.forEach((key, part) -> conditions.put(key, part.toCondition()));
        return new Selection(ids.map(Set::copyOf), conditions, unboxed(min), unboxed(max));
    }

    static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    static OptionalInt unboxed(Optional<Integer> number) {
        return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
