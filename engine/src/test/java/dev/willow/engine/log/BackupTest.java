package dev.willow.engine.log;

import static dev.willow.engine.sample.Ledgers.await;
import static dev.willow.engine.sample.Ledgers.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.common.backup.BackupFile;
import dev.willow.common.backup.BackupLabel;
import dev.willow.common.backup.Restore;
import dev.willow.engine.DirectoryException;
import dev.willow.engine.Durability;
import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.StateMachine;
import dev.willow.engine.UnavailableException;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A backup is taken while an engine serves, and another begins with it in an empty directory.
class BackupTest {
    private static final int CALLERS = 4;
    private static final int BACKUPS = 5;
    private static final int ANSWERS_BETWEEN = 100;
    @TempDir Path folder;

    private Path backup() {
        return folder.resolve("ledger.backup");
    }

    private Path fresh() {
        return folder.resolve("fresh");
    }

    private EngineSettings source() {
        return EngineSettings.at(folder.resolve("source"));
    }

    private void write(byte[] backup) {
        try {
            Files.write(backup(), backup);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private void restoreInto(Path directory) throws IOException {
        Restore restore = new Restore(new BackupFile(backup()), "ledger", directory);
        restore.check();
        restore.carryOut();
    }

    @Test
    void what_was_answered_before_a_backup_began_is_in_it_whatever_is_written_meanwhile() throws Exception {
        var answered = new AtomicLongArray(CALLERS);
        var progress = new Semaphore(0);
        var isOver = new AtomicBoolean();
        List<long[]> before = new ArrayList<>();
        List<byte[]> backups = new ArrayList<>();
        try (var ledgers = Ledgers.started(source().with(EngineLimits.DEFAULT.withLogBytes(1 << 14)))) {
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                int me = caller;
                callers.add(Thread.startVirtualThread(() -> {
                    while (!isOver.get()) {
                        await(ledgers.put("r" + me, "caller" + me, answered.get(me) + 1));
                        answered.incrementAndGet(me);
                        progress.release();
                    }
                }));
            }
            while (backups.size() < BACKUPS) {
                assertThat(progress.tryAcquire(ANSWERS_BETWEEN, 60, TimeUnit.SECONDS)).isTrue();
                before.add(IntStream.range(0, CALLERS).mapToLong(answered::get).toArray());
                backups.add(await(ledgers.engine.backup()));
            }
            isOver.set(true);
            for (Thread caller : callers) caller.join();
        }
        for (int i = 0; i < BACKUPS; i++) {
            write(backups.get(i));
            Path directory = folder.resolve("fresh" + i);
            restoreInto(directory);
            try (var ledgers = Ledgers.started(EngineSettings.at(directory))) {
                for (int caller = 0; caller < CALLERS; caller++)
                    assertThat(ledgers.value("caller" + caller)).as("backup %d, caller %d", i, caller)
                            .isBetween(before.get(i)[caller], answered.get(caller));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_work_goes_on_from_it_and_is_kept_across_restarts(Durability durability) throws IOException {
        LedgerEvent first;
        var settings = durability == Durability.MEMORY ? EngineSettings.inMemory() : source().with(durability);
        try (var ledgers = Ledgers.started(settings)) {
            first = await(ledgers.add("r1", key("a", "body"), "k", 5));
            await(ledgers.put("r2", "other", 7));
            write(await(ledgers.engine.backup()));
            await(ledgers.put("r3", "other", 8));
        }
        restoreInto(fresh());
        for (int run = 0; run < 3; run++)
            try (var ledgers = Ledgers.started(EngineSettings.at(fresh()))) {
                assertThat(ledgers.value("other")).isEqualTo(7);
                assertThat(await(ledgers.add("again" + run, key("a", "body"), "k", 5))).as("answered before the backup").isEqualTo(first);
                assertThat(ledgers.value("k")).isEqualTo(5);
                assertThat(ledgers.value("runs")).isEqualTo(run);
                await(ledgers.put("r" + run, "runs", run + 1));
            }
        assertThat(fresh().resolve(Restore.PLACE)).doesNotExist();
    }

    @Test
    void a_restored_engine_takes_snapshots_and_can_be_backed_up_in_turn() throws IOException {
        try (var ledgers = Ledgers.started(source())) {
            await(ledgers.put("r1", "k", 1));
            write(await(ledgers.engine.backup()));
        }
        restoreInto(fresh());
        var settings = EngineSettings.at(fresh()).with(EngineLimits.DEFAULT.withLogBytes(1 << 20));
        try (var ledgers = Ledgers.started(settings)) {
            for (int i = 0; i < 100; i++) await(ledgers.engine.submit(new LedgerCommand.Put(Optional.empty(), "x".repeat(100_000), i)));
        }
        try (var ledgers = Ledgers.started(settings)) {
            assertThat(ledgers.ledger.takeOversFromBackup()).as("the snapshot is its own").isZero();
            write(await(ledgers.engine.backup()));
        }
        Path next = folder.resolve("next");
        restoreInto(next);
        try (var ledgers = Ledgers.started(EngineSettings.at(next))) {
            assertThat(ledgers.value("k")).isEqualTo(1);
            assertThat(ledgers.value("x".repeat(100_000))).isEqualTo(99);
        }
    }

    @Test
    void the_first_to_take_over_is_told_that_it_is_from_a_backup_and_later_ones_are_not() throws IOException {
        try (var ledgers = Ledgers.started(source())) {
            assertThat(ledgers.ledger.takeOversFromBackup()).isZero();
            write(await(ledgers.engine.backup()));
        }
        restoreInto(fresh());
        for (int run = 1; run <= 3; run++)
            try (var ledgers = Ledgers.started(EngineSettings.at(fresh()))) {
                // The log is read from its beginning each time, and says the same each time.
                assertThat(ledgers.ledger.takeOversFromBackup()).as("run %d", run).isEqualTo(1);
                assertThat(ledgers.stamps()).hasSize(run + 1);
            }
    }

    @Test
    void numbers_go_on_beyond_all_that_were_given_out_since_whichever_backup_is_restored() {
        Instant first = Instant.parse("2026-11-21T10:00:00Z");
        long restored = StateMachine.beyond(41, first);
        assertThat(restored).isGreaterThan(41);
        long afterBusyMinutes = restored + 60_000_000;
        assertThat(StateMachine.beyond(41, first.plusSeconds(120))).as("the same backup, restored again").isGreaterThan(afterBusyMinutes);
        assertThat(StateMachine.beyond(restored, first.minusSeconds(1))).as("a clock that was set back").isEqualTo(restored);
    }

    @Test
    void a_backup_says_whose_it_is_and_when_it_was_taken() throws IOException {
        Instant start = Instant.parse("2026-11-21T10:00:00Z");
        var clock = new ManualClock(start);
        try (var ledgers = Ledgers.started(source().with(clock))) {
            clock.advance(Duration.ofMinutes(1));
            write(await(ledgers.engine.backup()));
        }
        assertThat(new BackupFile(backup()).check("ledger")).isEqualTo(new BackupLabel("ledger", start.plusSeconds(60)));
    }

    @Test
    void who_cannot_serve_cannot_be_backed_up() {
        var ledgers = Ledgers.started(source());
        ledgers.close();
        assertThatThrownBy(() -> await(ledgers.engine.backup())).isInstanceOf(UnavailableException.class);
    }

    @Test
    void a_start_that_was_killed_before_its_first_entry_begins_with_the_backup_again() throws IOException {
        try (var ledgers = Ledgers.started(source())) {
            await(ledgers.put("r1", "k", 3));
            write(await(ledgers.engine.backup()));
        }
        restoreInto(fresh());
        Path placed = fresh().resolve(Restore.PLACE);
        byte[] content = Files.readAllBytes(placed);
        Ledgers.starting(EngineSettings.at(fresh())).close(); // wherever that gets to
        if (DiskFiles.segments(fresh()).isEmpty()) Files.write(placed, content);
        try (var ledgers = Ledgers.started(EngineSettings.at(fresh()))) {
            assertThat(ledgers.value("k")).isEqualTo(3);
        }
    }

    @Test
    void a_backup_that_was_put_into_a_directory_in_use_is_refused_and_nothing_changed() throws Exception {
        try (var ledgers = Ledgers.started(source())) {
            await(ledgers.put("r1", "k", 3));
            write(await(ledgers.engine.backup()));
            await(ledgers.put("r2", "k", 4));
        }
        Path placed = folder.resolve("source").resolve(Restore.PLACE);
        Files.copy(backup(), placed);
        var failure = new CompletableFuture<String>();
        try (var _ = Ledgers.starting(source().with((reason, cause) -> failure.complete(reason)))) {
            assertThat(await(failure)).endsWith("holds a backup to be restored beside other data");
        }
        Files.delete(placed);
        try (var ledgers = Ledgers.started(source())) {
            assertThat(ledgers.value("k")).isEqualTo(4);
        }
    }

    @Test
    void a_damaged_backup_is_refused_at_the_start_and_left_alone() throws IOException {
        Files.createDirectories(fresh());
        byte[] damaged = Arrays.copyOf(BackupFile.bytes(new BackupLabel("ledger", Instant.EPOCH), new byte[100]), 90);
        Files.write(fresh().resolve(Restore.PLACE), damaged);
        for (int run = 0; run < 2; run++)
            assertThatThrownBy(() -> Ledgers.starting(EngineSettings.at(fresh()))).isInstanceOf(DirectoryException.class)
                    .hasMessage(fresh().resolve(Restore.PLACE) + " is damaged or was cut off; take another copy of it");
        assertThat(fresh().resolve(Restore.PLACE)).hasBinaryContent(damaged);
        assertThat(fresh().resolve("raft")).doesNotExist();
    }

    @Test
    void a_backup_of_a_state_that_this_build_cannot_read_is_refused_at_the_start_and_left_alone() throws IOException {
        Files.createDirectories(fresh());
        byte[] newer = BackupFile.bytes(new BackupLabel("ledger", Instant.EPOCH), new byte[] {9, 9, 9});
        Files.write(fresh().resolve(Restore.PLACE), newer);
        assertThatThrownBy(() -> Ledgers.starting(EngineSettings.at(fresh()))).isInstanceOf(UnknownFormatException.class)
                .hasMessage("the snapshot is of version 9, but this build reads version 1");
        assertThat(fresh().resolve("raft")).doesNotExist();
        Files.delete(fresh().resolve(Restore.PLACE));
        Ledgers.started(EngineSettings.at(fresh())).close();
    }
}
