package dev.willow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.words.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void what_is_shown_can_be_typed_again() {
        List<String> words = List.of("build:=42", "cpus:uint8=4", "load:=0.5", "os=linux");
        assertThat(Words.of(Pair.keyValues(words))).isEqualTo(String.join(" ", words));
        assertThat(Words.of(Pair.groupBy(List.of("repo", "os=linux")))).isEqualTo("os=linux repo");
    }
}
