package dev.willow.common.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.InvalidValueException;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each line is one case of the contract. A value is written `TYPE:DATA`, Any is `*`, a missing key is `-`.
class ConditionTest {

    @ParameterizedTest
    @CsvSource({
        // stored,   comparison, asked,     holds
        "13:linux,   =,          13:linux,  true",
        "13:mac,     =,          13:linux,  false",
        "9:1,        =,          13:1,      false",
        "-,          =,          13:linux,  false",
        "13:a,       <,          13:b,      true",
        "13:b,       <,          13:b,      false",
        "13:b,       <=,         13:b,      true",
        "13:c,       <=,         13:b,      false",
        "13:c,       >,          13:b,      true",
        "13:b,       >,          13:b,      false",
        "13:b,       >=,         13:b,      true",
        "13:a,       >=,         13:b,      false",
        "-,          <,          13:b,      false",
        "-,          >=,         13:b,      false",
        "9:9,        <,          9:10,      true",
        "4:18446744073709551615, >, 4:1,    true",
    })
    void comparisons_see_values_of_the_asked_type(String stored, String comparison, String asked, boolean holds) {
        assertThat(condition(comparison, asked, null).holdsFor(pattern(stored))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        // stored, comparison, asked, types,   holds
        "9:5,      <,          13:a,  1-13,    true", // the type number comes first
        "9:5,      >,          13:a,  1-13,    false",
        "13:a,     >,          9:5,   1-13,    true",
        "13:a,     >,          9:5,   1-12,    false",
        "9:5,      =,          9:5,   1-13,    true",
        "9:5,      =,          9:5,   13-13,   false",
        "9:7,      >,          9:5,   10-13,   false",
        "10:1,     >,          9:5,   10-13,   true",
    })
    void restrictions_choose_the_types_that_count(String stored, String comparison, String asked, String types, boolean holds) {
        assertThat(condition(comparison, asked, types).holdsFor(pattern(stored))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        // stored, asked,    types,    holds
        "13:mac,   13:linux, ,         true",
        "13:linux, 13:linux, ,         false",
        "-,        13:linux, ,         true",
        "9:1,      13:1,     ,         true",
        "13:linux, 13:linux, 1-12,     true", // outside of the restrictions, so not this value "within" them
        "*,        13:linux, ,         true",
        "*,        13:linux, 13-1024,  false",
        "13:mac,   *,        ,         false",
        "-,        *,        ,         true",
    })
    void unequal_is_everything_but_what_carries_this_value_within_the_restrictions(
            String stored, String asked, String types, boolean holds) {
        assertThat(condition("!=", asked, types).holdsFor(pattern(stored))).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"=", "<", "<=", ">", ">="})
    void stored_any_matches_every_comparison_if_the_restrictions_allow_it(String comparison) {
        assertThat(condition(comparison, "13:linux", "13-1024").holdsFor(ValuePattern.ANY)).isTrue();
        assertThat(condition(comparison, "13:linux", "1024-1024").holdsFor(ValuePattern.ANY)).isTrue();
        assertThat(condition(comparison, "13:linux", null).holdsFor(ValuePattern.ANY)).isFalse();
        assertThat(condition(comparison, "13:linux", "1-13").holdsFor(ValuePattern.ANY)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"=", "<", "<=", ">", ">="})
    void asking_for_any_finds_whatever_has_the_key(String comparison) {
        assertThat(condition(comparison, "*", null).holdsFor(pattern("9:1"))).isTrue();
        assertThat(condition(comparison, "*", null).holdsFor(ValuePattern.ANY)).isTrue();
        assertThat(condition(comparison, "*", "1-12").holdsFor(pattern("13:a"))).isFalse();
        assertThat(condition(comparison, "*", null).holdsFor(null)).isFalse();
    }

    @Test
    void restrictions_that_end_before_they_begin_are_refused() {
        Assertions.assertThatThrownBy(() -> new TypeRange(ValueType.STRING, ValueType.INT)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void comparisons_are_known_by_their_symbols() {
        for (Comparison comparison : Comparison.values()) assertThat(Comparison.ofSymbol(comparison.symbol())).isSameAs(comparison);
        Assertions.assertThatThrownBy(() -> Comparison.ofSymbol("==")).isInstanceOf(InvalidValueException.class);
    }

    private static Condition condition(String comparison, String asked, String types) {
        ValuePattern pattern = pattern(asked);
        return new Condition(pattern, Comparison.ofSymbol(comparison), types == null ? TypeRange.defaultFor(pattern) : range(types));
    }

    static TypeRange range(String types) {
        String[] ends = types.split("-");
        return new TypeRange(ValueType.ofNumber(Integer.parseInt(ends[0])), ValueType.ofNumber(Integer.parseInt(ends[1])));
    }

    static ValuePattern pattern(String written) {
        if (written.equals("-")) return null;
        if (written.equals("*")) return ValuePattern.ANY;
        int colon = written.indexOf(':');
        ValueType type = ValueType.ofNumber(Integer.parseInt(written.substring(0, colon)));
        return ValuePattern.exactly(Value.parse(type, written.substring(colon + 1)));
    }
}
