package dev.willow.engine.log;

import static dev.willow.engine.sample.Ledgers.await;
import static dev.willow.engine.sample.Ledgers.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.engine.DirectoryException;
import dev.willow.engine.Durability;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.KeyReusedException;
import dev.willow.engine.RequestId;
import dev.willow.engine.UnknownFormatException;
import dev.willow.engine.clock.ManualClock;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import dev.willow.engine.sample.Ledgers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestartTest {
    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(names = {"SYNC", "FLUSH"})
    void what_was_answered_is_there_after_a_restart(Durability durability) {
        var settings = EngineSettings.at(directory).with(durability);
        for (int run = 1; run <= 3; run++)
            try (var ledgers = Ledgers.started(settings)) {
                assertThat(ledgers.value("k")).isEqualTo(run - 1);
                await(ledgers.put("r", "k", run));
            }
    }

    @Test
    void an_answer_is_kept_for_its_key_across_a_restart() {
        LedgerEvent first;
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            first = await(ledgers.add("r1", key("a", "body"), "k", 5));
        }
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            assertThat(await(ledgers.add("r2", key("a", "body"), "k", 5))).isEqualTo(first);
            assertThatThrownBy(() -> await(ledgers.add("r3", key("a", "other"), "k", 5))).isInstanceOf(KeyReusedException.class);
            assertThat(ledgers.value("k")).isEqualTo(5);
        }
    }

    @Test
    void an_answer_that_came_by_another_command_is_kept_across_a_restart() {
        LedgerEvent first;
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            var answer = ledgers.queue("r1", Optional.of(key("a", "body")));
            ledgers.submit(new LedgerCommand.ServeNext());
            first = await(answer);
        }
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            assertThat(await(ledgers.queue("r2", Optional.of(key("a", "body"))))).isEqualTo(first);
        }
    }

    @Test
    void an_answer_that_was_decided_but_not_told_is_kept_across_a_restart() {
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            var answer = ledgers.announce("r1", key("a", "body"));
            await(ledgers.put("r0", "behind it", 1));
            assertThat(answer).isNotDone();
        }
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            long applied = ledgers.ledger.applied();
            assertThat(await(ledgers.announce("r2", key("a", "body")))).isEqualTo(new LedgerEvent.Served(new RequestId("r1"), 1));
            assertThat(ledgers.ledger.applied()).isEqualTo(applied);
        }
    }

    @Test
    void who_waited_in_line_asks_again_after_a_restart() {
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            ledgers.queue("r1", Optional.of(key("a", "body")));
            ledgers.submit(new LedgerCommand.Put(Optional.empty(), "behind it", 1));
        }
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            assertThat(ledgers.line()).isEmpty();
            var again = ledgers.queue("r2", Optional.of(key("a", "body")));
            ledgers.submit(new LedgerCommand.ServeNext());
            assertThat(await(again)).extracting(event -> ((LedgerEvent.Served) event).id()).isEqualTo(new RequestId("r2"));
        }
    }

    @Test
    void time_does_not_go_back_when_the_wall_clock_did_between_two_runs() {
        Instant start = Instant.parse("2026-11-21T10:00:00Z");
        try (var ledgers = Ledgers.started(EngineSettings.at(directory).with(new ManualClock(start)))) {
            await(ledgers.put("r1", "k", 1));
        }
        var earlier = new ManualClock(start.minus(Duration.ofDays(30)));
        try (var ledgers = Ledgers.started(EngineSettings.at(directory).with(earlier))) {
            assertThat(ledgers.now()).isEqualTo(start);
            earlier.advance(Duration.ofSeconds(7));
            await(ledgers.put("r2", "k", 2));
            assertThat(ledgers.stamps()).isSorted().last().isEqualTo(start.plusSeconds(7));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-30, 30})
    void a_jump_of_the_wall_clock_between_two_runs_expires_nothing_early(long days) {
        Instant start = Instant.parse("2026-11-21T10:00:00Z");
        try (var ledgers = Ledgers.started(EngineSettings.at(directory).with(new ManualClock(start)))) {
            ledgers.submit(new LedgerCommand.Lend("book"));
            assertThat(ledgers.value("book")).isEqualTo(1);
        }
        var jumped = new ManualClock(start.plus(Duration.ofDays(days)));
        try (var ledgers = Ledgers.started(EngineSettings.at(directory).with(jumped))) {
            Instant again = ledgers.now();
            jumped.advance(Duration.ofSeconds(30).minusNanos(1));
            assertThat(ledgers.value("book")).as("it has its full time again").isEqualTo(1);
            jumped.advance(Duration.ofNanos(1));
            ledgers.awaitPerformed(new LedgerEvent.Expired(List.of("book"), again.plusSeconds(30)));
        }
    }

    @Test
    void a_second_engine_on_the_directory_is_refused_in_one_line() {
        try (var _ = Ledgers.started(EngineSettings.at(directory))) {
            assertThatThrownBy(() -> Ledgers.starting(EngineSettings.at(directory))).isInstanceOf(DirectoryException.class)
                    .hasMessage("the data directory " + directory + " is in use by another process");
        }
        Ledgers.started(EngineSettings.at(directory)).close();
    }

    @Test
    void a_directory_of_a_newer_version_is_refused_and_left_alone() throws IOException {
        Ledgers.started(EngineSettings.at(directory)).close();
        Files.writeString(directory.resolve("version"), "willow engine 2\n");
        assertThatThrownBy(() -> Ledgers.starting(EngineSettings.at(directory))).isInstanceOf(UnknownFormatException.class)
                .hasMessageContaining("\"willow engine 2\"").hasMessageContaining("\"willow engine 1\"");
        Files.writeString(directory.resolve("version"), "willow engine 1\n");
        Ledgers.started(EngineSettings.at(directory)).close();
    }

    @Test
    void a_directory_that_holds_something_else_is_refused_and_left_alone() throws IOException {
        Files.writeString(directory.resolve("thesis.txt"), "dear");
        assertThatThrownBy(() -> Ledgers.starting(EngineSettings.at(directory))).isInstanceOf(DirectoryException.class)
                .hasMessageContaining("not empty");
        assertThat(directory.resolve("thesis.txt")).hasContent("dear");
    }

    @Test
    void closing_while_it_starts_releases_the_directory() {
        for (int i = 0; i < 3; i++) Ledgers.starting(EngineSettings.at(directory)).close();
        Ledgers.started(EngineSettings.at(directory)).close();
    }

    @Test
    void what_is_read_at_the_start_is_not_performed_again() {
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            await(ledgers.put("r1", "k", 1));
        }
        try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
            assertThat(ledgers.performed).hasSize(1).first().isInstanceOf(LedgerEvent.TookOver.class);
        }
    }
}
