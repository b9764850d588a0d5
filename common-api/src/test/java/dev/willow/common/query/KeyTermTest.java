package dev.willow.common.query;

import static dev.willow.common.query.Query.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyTermTest {
    private static final KeyValues LINUX =
            KeyValues.of(Map.of("os", Value.text("linux"), "cpus", Value.int64(4), "load", Value.float64(0.5)));

    @Test
    void a_question_reads_as_it_is_meant() {
        assertMatches(where("os").is("linux"));
        assertMatches(where("os").is("linux").and(where("cpus").atLeast(4)));
        assertMatches(where("os").is("mac").or(where("cpus").is(4)));
        assertMatches(where("os").isOneOf("mac", "linux"));
        assertMatches(where("os").isOneOf("linux"));
        assertMatches(where("os").isNot("mac").and(where("disk").isNot("ssd")));
        assertMatches(where("os").exists().and(where("disk").isMissing()));
        assertMatches(where("cpus").above(3).and(where("cpus").below(5)).and(where("cpus").atMost(4)));
        assertMatches(where("load").below(Value.float64(1)));
        assertMatches(Query.EVERYTHING.and(where("os").is("linux")));
        assertMatches(Query.EVERYTHING.or(where("os").is("mac")));
    }

    @Test
    void a_question_that_one_part_denies_is_denied() {
        assertMatchesNot(where("os").is("linux").and(where("cpus").above(4)));
        assertMatchesNot(where("os").is("mac").or(where("cpus").is(5)));
        assertMatchesNot(where("os").isOneOf("mac", "windows"));
        assertMatchesNot(where("os").isMissing());
        assertMatchesNot(where("disk").exists());
        assertMatchesNot(where("os").isNot("linux"));
        assertMatchesNot(where("load").above(0)); // the type differs
    }

    @Test
    void an_or_within_an_and_keeps_its_sense() {
        Query either = where("os").is("mac").or(where("os").is("linux"));
        assertMatches(either.and(where("cpus").is(4)));
        assertMatchesNot(either.and(where("cpus").is(5)));
        assertMatches(either.and(where("cpus").is(5)).or(where("os").is("linux")));
    }

    @Test
    void a_long_row_of_parts_is_not_deep() {
        Query all = where("os").is("linux");
        Query any = where("os").is("mac");
        for (int i = 0; i < 100; i++) {
            all = all.and(where("cpus").is(4));
            any = any.or(where("cpus").is(i));
        }
        assertThat(all.and()).hasSize(101).allMatch(part -> part.and().isEmpty());
        assertThat(any.or()).hasSize(101).allMatch(part -> part.or().isEmpty());
        assertMatches(all);
        assertMatches(any);
    }

    private static void assertMatches(Query query) {
        assertThat(query.matches(new Thing())).as(query.toString()).isTrue();
    }

    private static void assertMatchesNot(Query query) {
        assertThat(query.matches(new Thing())).as(query.toString()).isFalse();
    }

    private record Thing() implements Subject {
        @Override
        public String id() {
            return "thing";
        }

        @Override
        public KeyPatterns keys() {
            return LINUX.asPatterns();
        }
    }
}
