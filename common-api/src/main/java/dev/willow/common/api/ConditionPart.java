package dev.willow.common.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.values.ValuePattern;
import java.util.Optional;

/// What a query asks of one key. A bare value stands for `=` with the value's own type.
///
/// @param value        the value to compare with, or Any
/// @param comparison   `=` if left out
/// @param restrictions the types a stored value may have; left out: the value's own type
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ConditionPart(
        @JsonProperty(value = "Value", required = true) ValuePattern value,
        @JsonProperty("Comparison") Comparison comparison,
        @JsonProperty("TypeRestrictions") Optional<TypeRestrictions> restrictions) {
    public ConditionPart {
        Members.required(value, "Value");
        comparison = Members.orElse(comparison, Comparison.EQUAL);
        ValuePattern asked = value;
        restrictions.ifPresent(given -> given.rangeFor(asked));
    }

    public static ConditionPart equal(ValuePattern value) {
        return new ConditionPart(value, Comparison.EQUAL, Optional.empty());
    }

    public static ConditionPart of(Condition condition) {
        return new ConditionPart(
                condition.asked(), condition.comparison(), Optional.of(TypeRestrictions.of(condition.range())));
    }

    public Condition toCondition() {
        return restrictions
                .map(given -> new Condition(value, comparison, given.rangeFor(value)))
                .orElseGet(() -> new Condition(value, comparison, Condition.equal(value).range()));
    }
}
