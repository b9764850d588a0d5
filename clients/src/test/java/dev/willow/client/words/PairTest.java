package dev.willow.client.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.common.query.Query;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairTest {
    @Test
    void a_word_says_key_type_and_value() {
        assertThat((Object) Pair.keyValues(List.of("os=linux", "build:=42", "load:=-0.5", "cpus:uint8=4", "empty=", "odd=a=b:c<d\n")))
                .isEqualTo(KeyValues.of(Map.of(
                        "os", Value.text("linux"), "build", Value.int64(42), "load", Value.float64(-0.5),
                        "cpus", Value.parse(ValueType.UINT8, "4"), "empty", Value.text(""), "odd", Value.text("a=b:c<d\n"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"git:sha", "a=b", "x<y>z!", "back\\slash", "\\", "-dash", "two words", "\n", "größe", "日本"})
    void any_key_can_be_typed(String key) {
        assertThat((Object) Pair.keyValues(List.of(Pair.escaped(key) + ":=1"))).isEqualTo(KeyValues.of(key, Value.int64(1)));
        assertThat((Object) Pair.groupBy(List.of(Pair.escaped(key)))).isEqualTo(KeyPatterns.of(Map.of(key, ValuePattern.ANY)));
        assertThat(Pair.escaped(key)).doesNotStartWith("-");
    }

    @Test
    void a_bare_key_is_any_value_of_a_group() {
        assertThat((Object) Pair.groupBy(List.of("repo", "os=linux")))
                .isEqualTo(KeyPatterns.of(Map.of("repo", ValuePattern.ANY, "os", ValuePattern.exactly(Value.text("linux")))));
    }

    @Test
    void a_query_is_what_meets_all_words() {
        assertThat(Pair.query(List.of("os=linux", "cpus:>=4", "branch", "disk!=hdd"))).isEqualTo(
                Query.where("os").is("linux").and(Query.where("cpus").atLeast(4)).and(Query.where("branch").exists())
                        .and(Query.where("disk").isNot("hdd")));
        assertThat(Pair.query(List.of())).isEqualTo(Query.EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "=x", "os", "os!=linux", "cpus:>4", "cpus:=four", "cpus:uint8=256", "cpus:any=1", "cpus:x=1", "load:=NaN"})
    void what_is_no_key_with_a_value_is_refused_with_the_word(String word) {
        assertThatThrownBy(() -> Pair.keyValues(List.of(word))).isInstanceOf(WrongWordException.class).hasMessageContaining("'" + word + "'");
    }

    @Test
    void a_key_that_stands_twice_is_refused() {
        assertThatThrownBy(() -> Pair.keyValues(List.of("os=a", "os=b"))).isInstanceOf(WrongWordException.class).hasMessageContaining("twice");
        assertThatThrownBy(() -> Pair.groupBy(List.of("os", "os=b"))).isInstanceOf(WrongWordException.class).hasMessageContaining("twice");
    }
}
