package dev.willow.common.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.query.Match;
import dev.willow.common.query.Page;
import dev.willow.common.query.TypeRange;
import dev.willow.common.values.ValuePattern;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Finds every stored thing all of whose pairs are admitted by the given ones: the things that would apply to them.
///
/// @param keyValues what is given for each key; none: only things without keys are found
/// @param min       the least number of pairs of a found thing, from 0
/// @param max       the most pairs of a found thing, from 0
/// @param limit     the most things to answer, from 1; left out: all
/// @param after     the cursor that the previous page came with
/// @param orderBy   left out: by id
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record MatchRequest(
        @JsonProperty("KeyValues") Map<String, Given> keyValues,
        @JsonProperty("MinNumberOfPermutationKeyValues") Optional<Integer> min,
        @JsonProperty("MaxNumberOfPermutationKeyValues") Optional<Integer> max,
        @JsonProperty("Limit") Optional<Integer> limit,
        @JsonProperty("After") Optional<String> after,
        @JsonProperty("OrderBy") Optional<OrderByPart> orderBy) {
    public MatchRequest {
        keyValues = Map.copyOf(Members.orElse(keyValues, Map.of()));
        Members.atLeast(0, min, "MinNumberOfPermutationKeyValues");
        Members.atLeast(0, max, "MaxNumberOfPermutationKeyValues");
        Members.atLeast(1, limit, "Limit");
    }

    public static MatchRequest of(Match match) {
        Map<String, Given> keyValues = new LinkedHashMap<>();
        match.given().forEach((key, given) -> keyValues.put(
                key, new Given(given.value(), Optional.of(TypeRestrictions.of(given.range())))));
        return new MatchRequest(
                keyValues,
                SelectionsPart.boxed(match.minKeys()),
                SelectionsPart.boxed(match.maxKeys()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Match toMatch() {
        Map<String, Match.Given> given = LinkedHashMap.newLinkedHashMap(keyValues.size());
        keyValues.forEach((key, part) -> given.put(key, new Match.Given(part.value, part.range())));
        return new Match(given, SelectionsPart.unboxed(min), SelectionsPart.unboxed(max));
    }

    /// The page that is wanted.
    public Page toPage() {
        return new Page(SelectionsPart.unboxed(limit), after, orderBy.map(OrderByPart::toOrderBy));
    }

    /// What is given for one key. A bare value stands for the value with its own type.
    ///
    /// @param restrictions the types a stored value may have; left out: the value's own type
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Given(
            @JsonProperty(value = "Value", required = true) ValuePattern value,
            @JsonProperty("TypeRestrictions") Optional<TypeRestrictions> restrictions) {
        public Given {
            Members.required(value, "Value");
            ValuePattern asked = value;
            restrictions.ifPresent(wanted -> wanted.rangeFor(asked));
        }

        public static Given of(ValuePattern value) {
            return new Given(value, Optional.empty());
        }

        private TypeRange range() {
            return restrictions.map(wanted -> wanted.rangeFor(value)).orElseGet(() -> TypeRange.defaultFor(value));
        }
    }
}
