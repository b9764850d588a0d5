package dev.willow.engine.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.log.LogListener;
import dev.willow.engine.log.ReplicatedLog;
import dev.willow.engine.sample.Ledger;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private final SavingLog log = new SavingLog();
    private final Ledger ledger = new Ledger();
    private final HardState<LedgerCommand, LedgerEvent, Ledger.Picture> hard =
            new HardState<>(ledger, new KeyTable<>(Ledger.codecs().answers(), Duration.ofMinutes(10), 10));
    private final Snapshots<LedgerCommand, LedgerEvent, Ledger.Picture> snapshots = new Snapshots<>(
            log, Ledger.codecs().pictures(), EngineSettings.inMemory().with(EngineLimits.DEFAULT.withLogBytes(100)),
            Threads.ofMachine());

    @Test
    void one_is_written_when_the_log_grew_enough() {
        snapshots.applied(1, 99, hard);
        snapshots.applied(2, 1, hard);
        snapshots.close();
        assertThat(log.saved).isEqualTo(2);
    }

    @Test
    void one_waits_until_the_log_has_all_that_the_machine_has() {
        ledger.sayAhead(new LedgerCommand.Fail());
        snapshots.applied(1, 100, hard);
        snapshots.applied(2, 1, hard);
        ledger.sayAhead(null);
        snapshots.applied(3, 1, hard);
        snapshots.applied(4, 1, hard);
        snapshots.close();
        assertThat(log.saved).isEqualTo(3);
    }

    @Test
    void an_entry_that_comes_while_the_engine_closes_is_no_failure() {
        snapshots.close();
        snapshots.applied(1, 100, hard);
        assertThat(log.saved).isZero();
    }

    /// Remembers the index of the last snapshot.
    private static final class SavingLog implements ReplicatedLog {
        private volatile long saved;

        @Override
        public void save(long index, byte[] snapshot) {
            saved = index;
        }

        @Override
        public boolean keepsSnapshots() {
            return true;
        }

        @Override
        public boolean isAlone() {
            return true;
        }

        @Override
        public void open(LogListener listener) {}

        @Override
        public void append(byte[] entry) {}

        @Override
        public void close() {}
    }
}
