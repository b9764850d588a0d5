package dev.willow.common.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTest {
    private record Rule(String id, KeyPatterns keys) implements Subject {
        static Rule on(Map<String, ValuePattern> keys) {
            return new Rule("rule", KeyPatterns.of(keys));
        }
    }

    private static final ValuePattern MAIN = ValuePattern.exactly(Value.text("main"));
    private static final ValuePattern LINUX = ValuePattern.exactly(Value.text("linux"));
    private static final Match BUILD = Match.appliesTo(KeyValues.of("branch", Value.text("main"), "os", Value.text("linux")));

    @Test
    void found_is_what_has_only_admitted_pairs() {
        assertThat(BUILD.finds(Rule.on(Map.of("branch", MAIN)))).isTrue();
        assertThat(BUILD.finds(Rule.on(Map.of("branch", MAIN, "os", LINUX)))).isTrue();
        assertThat(BUILD.finds(Rule.on(Map.of("branch", ValuePattern.ANY)))).isTrue();
        assertThat(BUILD.finds(Rule.on(Map.of("branch", LINUX)))).isFalse();
        assertThat(BUILD.finds(Rule.on(Map.of("branch", MAIN, "repo", ValuePattern.ANY)))).as("a key that is not given").isFalse();
    }

    @Test
    void what_has_no_keys_applies_to_everything() {
        assertThat(BUILD.finds(Rule.on(Map.of()))).isTrue();
        assertThat(Match.appliesTo(KeyValues.NONE).finds(Rule.on(Map.of()))).isTrue();
        assertThat(Match.appliesTo(KeyValues.NONE).finds(Rule.on(Map.of("os", LINUX)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // given,  types,     stored,   admitted
        "13:main,  ,          13:main,  true",
        "13:main,  ,          13:dev,   false",
        "13:1,     ,          9:1,      false",
        "13:main,  ,          *,        true", // a stored Any admits every value that the restrictions allow
        "13:main,  1-12,      *,        false",
        "13:main,  1-12,      13:main,  false",
        "*,        ,          13:main,  true", // a given Any is admitted by every value that the restrictions allow
        "*,        1-12,      13:main,  false",
        "*,        1-12,      9:1,      true",
        "*,        ,          *,        true",
        "*,        1-13,      *,        false",
    })
    void any_admits_and_is_admitted_by_what_the_restrictions_allow(String given, String types, String stored, boolean admitted) {
        ValuePattern value = ConditionTest.pattern(given);
        TypeRange range = types == null ? TypeRange.defaultFor(value) : ConditionTest.range(types);
        Match match = new Match(Map.of("k", new Match.Given(value, range)), OptionalInt.empty(), OptionalInt.empty());
        assertThat(match.finds(Rule.on(Map.of("k", ConditionTest.pattern(stored))))).isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource(value = {"-, -, true", "2, 2, true", "3, -, false", "-, 1, false", "1, 3, true"}, nullValues = "-")
    void number_of_pairs_of_what_is_found_is_held_to_both_limits(Integer min, Integer max, boolean found) {
        Match match = new Match(BUILD.given(), limit(min), limit(max));
        assertThat(match.finds(Rule.on(Map.of("branch", MAIN, "os", LINUX)))).isEqualTo(found);
    }

    @Test
    void what_applies_to_key_values_is_what_admits_them() {
        KeyValues keyValues = KeyValues.of("branch", Value.text("main"), "os", Value.text("linux"));
        for (KeyPatterns keys : new KeyPatterns[] {
            KeyPatterns.NONE, KeyPatterns.of(Map.of("branch", MAIN)), KeyPatterns.of(Map.of("branch", LINUX)),
            KeyPatterns.of(Map.of("os", ValuePattern.ANY)), KeyPatterns.of(Map.of("repo", ValuePattern.ANY))})
            assertThat(Match.appliesTo(keyValues).finds(new Rule("r", keys))).isEqualTo(keys.admit(keyValues));
    }

    private static OptionalInt limit(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
