package dev.willow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.words.Pair;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Widths, colours and tables.
class ScreenTextTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            auto,   true,  xterm, ,     true
            auto,   false, xterm, ,     false
            auto,   true,  dumb,  ,     false
            auto,   true,  xterm, 1,    false
            always, false, dumb,  1,    true
            never,  true,  xterm, ,     false
            """)
    void colours_are_for_terminals_that_know_them_and_people_who_want_them(String choice, boolean isTerminal, String term, String noColor, boolean coloured) {
        Map<String, String> environment = noColor == null ? Map.of("TERM", term) : Map.of("TERM", term, "NO_COLOR", noColor);
        assertThat(Ink.of(Ink.Choice.valueOf(choice.toUpperCase()), isTerminal, environment).isColoured()).isEqualTo(coloured);
    }

    @Test
    void tables_align_by_what_is_seen() {
        Table table = new Table("A", "B", "C");
        table.add("日本", new Painted("x", Colour.BAD), 1);
        table.add("e\u0301te", "größer", 2);
        table.add("👍", "", 3);
        assertThat(table.lines(new Ink(false), true)).containsExactly(
                "A     B       C",
                "日本  x       1",
                "e\u0301te   größer  2",
                "👍            3");
        assertThat(table.lines(new Ink(true), true).get(1)).isEqualTo("日本  \033[31mx\033[0m       1");
    }

    @Test
    void a_cell_that_would_spoil_the_table_is_cut() {
        Table table = new Table("A", "B");
        table.add("x".repeat(5_000), "y");
        table.add("日".repeat(5_000), "y");
        assertThat(table.lines(new Ink(false), true)).element(1).isEqualTo("x".repeat(99) + "…  y");
        assertThat(table.lines(new Ink(false), true)).element(2).isEqualTo("日".repeat(49) + "…   y");
    }

    @ParameterizedTest
    @CsvSource({"abcdef,6,abcdef", "abcdef,5,abcd…", "日本語,5,日本…", "日本語,4,日…"})
    void what_is_too_long_is_cut_by_columns(String text, int columns, String cut) {
        assertThat(Width.cut(text, columns)).isEqualTo(cut);
    }

    @Test
    void colours_take_no_columns_and_end_where_a_line_is_cut() {
        assertThat(Width.cut("\033[31mabc\033[0m", 3)).isEqualTo("\033[31mabc\033[0m");
        assertThat(Width.cut("\033[31mabcdef\033[0m", 3)).isEqualTo("\033[31mab…\033[0m");
    }

    @Test
    void nothing_that_users_send_moves_the_cursor_or_turns_the_text_around() {
        assertThat(Words.clean("a\033[31m\r\n\tb\u202Ec\u2028d\u0085e")).isEqualTo("a?[31m???b?c?d?e");
        assertThat(Words.clean("größe 日本 👩‍🔧")).isEqualTo("größe 日本 👩‍🔧");
    }

    @Test
    void a_payload_that_is_no_text_is_told_by_its_length() {
        assertThat(Words.ofPayload("größe".getBytes(java.nio.charset.StandardCharsets.UTF_8))).isEqualTo("größe");
        assertThat(Words.ofPayload(new byte[] {(byte) 0xFF, 0, 1})).isEqualTo("(3 bytes that are no text)");
    }

    @Test
    void pairs_are_shown_as_a_shell_takes_them() {
        KeyValues odd = KeyValues.of(Map.of("a:b", Value.text("x y"), "it's", Value.text("$HOME"), "n", Value.int64(1)));
        assertThat(Words.of(odd)).isEqualTo("'a\\:b=x y' 'it'\\''s=$HOME' n:=1");
        assertThat((Object) Pair.keyValues(List.of("a\\:b=x y", "it's=$HOME", "n:=1"))).isEqualTo(odd);
    }
}
