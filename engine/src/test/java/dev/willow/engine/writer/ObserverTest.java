package dev.willow.engine.writer;

import static dev.willow.engine.sample.Ledgers.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.EngineFigures;
import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineObserver;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.log.LogListener;
import dev.willow.engine.log.MemoryLog;
import dev.willow.engine.log.ReplicatedLog;
import dev.willow.engine.sample.HeldLog;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.Ledgers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What an engine tells of itself.
class ObserverTest {
    private static final String LARGE = "x".repeat(1000);

    private static final class Notes implements EngineObserver {
        final List<Integer> entries = new ArrayList<>();
        final LinkedBlockingQueue<Long> snapshots = new LinkedBlockingQueue<>();
        final CompletableFuture<Void> failed = new CompletableFuture<>();

        @Override
        public void written(int commands, Duration took) {
            assertThat(took).isPositive();
            entries.add(commands);
        }

        @Override
        public void snapshotTaken(long bytes, Duration took) {
            assertThat(took).isPositive();
            snapshots.add(bytes);
        }

        @Override
        public void snapshotFailed() {
            failed.complete(null);
        }
    }

    /// Keeps snapshots, or says that it cannot.
    private static final class SnapshotLog implements ReplicatedLog {
        private final MemoryLog log = new MemoryLog();
        private final boolean isFull;

        SnapshotLog(boolean isFull) {
            this.isFull = isFull;
        }

        @Override
        public void open(LogListener listener) {
            log.open(listener);
        }

        @Override
        public void append(byte[] entry) {
            log.append(entry);
        }

        @Override
        public boolean isAlone() {
            return true;
        }

        @Override
        public boolean keepsSnapshots() {
            return true;
        }

        @Override
        public void save(long index, byte[] snapshot) throws IOException {
            if (isFull) throw new IOException("no space left on device");
        }

        @Override
        public void close() {}
    }

    private final Notes notes = new Notes();

    @Test
    void entries_are_told_with_the_number_of_commands_in_them() {
        HeldLog log = new HeldLog(true);
        var ledgers = Ledgers.starting(EngineSettings.inMemory().with(notes), log);
        log.write();
        await(ledgers.engine.ready());
        var answers = new ArrayList<CompletableFuture<?>>();
        answers.add(ledgers.put("r0", "k", 0));
        byte[] first = log.next();
        for (int i = 1; i < 101; i++) answers.add(ledgers.put("r" + i, "k", i));
        ledgers.awaitArrival();
        EngineFigures busy = ledgers.engine.figures();
        assertThat(busy.pendingCommands()).as("what is being taken in may count twice for a moment").isGreaterThanOrEqualTo(101);
        assertThat(busy.pendingBytes()).isPositive();
        assertThat(busy.openRequests()).isEqualTo(101);
        log.commit(first);
        log.commit(log.next());
        answers.forEach(Ledgers::await);
        ledgers.awaitArrival();
        assertThat(notes.entries).containsExactly(1, 100);
        EngineFigures quiet = ledgers.engine.figures();
        assertThat(quiet.pendingBytes()).isZero();
        assertThat(quiet.openRequests()).isZero();
    }

    @Test
    void answers_that_are_kept_are_counted() {
        try (var ledgers = Ledgers.started(EngineSettings.inMemory())) {
            for (String each : List.of("a", "b", "c")) await(ledgers.add(each, Ledgers.key(each, "body"), "sum", 1));
            await(ledgers.put("last", "k", 1)); // the number is that of when the last entry came
            assertThat(ledgers.engine.figures().keptAnswers()).isEqualTo(3);
        }
    }

    @Test
    void snapshots_are_told_with_their_size() throws InterruptedException {
        try (var ledgers = fill(new SnapshotLog(false))) {
            Long size = notes.snapshots.poll(30, TimeUnit.SECONDS);
            assertThat(size).isNotNull().isGreaterThan(1000);
            assertThat(ledgers.engine.figures().snapshotBytes()).isGreaterThan(1000);
            assertThat(notes.failed).isNotDone();
        }
    }

    @Test
    void a_snapshot_that_cannot_be_written_is_told() {
        try (var ledgers = fill(new SnapshotLog(true))) {
            await(notes.failed);
            assertThat(notes.snapshots).isEmpty();
            assertThat(ledgers.engine.figures().snapshotBytes()).isZero();
        }
    }

    private Ledgers fill(ReplicatedLog log) {
        var ledgers = Ledgers.starting(EngineSettings.inMemory().with(EngineLimits.DEFAULT.withLogBytes(4000)).with(notes), log);
        await(ledgers.engine.ready());
        for (int i = 0; i < 10; i++) await(ledgers.engine.submit(new LedgerCommand.Put(Optional.empty(), LARGE, i)));
        return ledgers;
    }
}
