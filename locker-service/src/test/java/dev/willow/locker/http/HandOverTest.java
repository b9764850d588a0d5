package dev.willow.locker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.query.Page;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.RequestId;
import dev.willow.engine.log.LogListener;
import dev.willow.engine.log.MemoryLog;
import dev.willow.engine.log.ReplicatedLog;
import dev.willow.engine.writer.HostedEngine;
import dev.willow.locker.domain.Claim;
import dev.willow.locker.domain.LockCommand;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.LockTable;
import dev.willow.locker.domain.Patience;
import dev.willow.locker.domain.SessionId;
import dev.willow.locker.domain.Tenure;
import dev.willow.locker.domain.Want;
import dev.willow.locker.store.LockCodecs;
import dev.willow.testing.http.Http;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What a lock costs in entries of the log, each of which is one sync of the disk.
class HandOverTest {
    private final CountingLog log = new CountingLog();
    private final LockTable table = new LockTable();

    @AutoClose
    private final Engine<LockCommand, LockEvent> engine =
            HostedEngine.start(EngineSettings.inMemory(), table, LockCodecs.version1(), _ -> EffectRunner.none(), log);

    private final LockDesk desk = new LockDesk(engine, table);

    @Test
    void a_release_hands_the_lock_to_the_next_in_line_in_one_entry() {
        Http.await(engine.ready());
        Http.await(acquire("first"));
        CompletableFuture<LockEvent> next = acquire("second");
        CompletableFuture<LockEvent> last = acquire("third");
        Http.await(desk.query(Query.EVERYTHING, Page.ALL)); // behind them
        int before = log.entries.get();
        assertThat(Http.await(release("first"))).isInstanceOf(LockEvent.Released.class);
        assertThat(Http.await(next)).isInstanceOf(LockEvent.Granted.class);
        assertThat(log.entries.get() - before).isEqualTo(1);
        assertThat(last).isNotDone();
    }

    @Test
    void the_end_of_a_session_hands_all_its_locks_over_in_one_entry() {
        Http.await(engine.ready());
        Http.await(acquire("first"));
        CompletableFuture<LockEvent> next = acquire("second");
        Http.await(desk.query(Query.EVERYTHING, Page.ALL));
        int before = log.entries.get();
        var close = new LockCommand.CloseSession(new RequestId("close"), new SessionId("first"));
        Http.await(desk.carryOut(close.id(), Optional.empty(), close));
        assertThat(Http.await(next)).isInstanceOf(LockEvent.Granted.class);
        assertThat(log.entries.get() - before).isEqualTo(1);
    }

    @Test
    void who_asks_once_in_vain_and_who_keeps_a_lock_writes_nothing() {
        Http.await(engine.ready());
        Http.await(acquire("first"));
        int before = log.entries.get();
        LockCommand.Acquire attempt = command("second", new Patience.None());
        assertThat(Http.await(desk.carryOut(attempt.id(), Optional.empty(), attempt))).isInstanceOf(LockEvent.Refused.class);
        Http.await(desk.keepLock(new RequestId("beat"), new LockId("first"), new SessionId("first")));
        assertThat(log.entries.get()).isEqualTo(before);
    }

    private CompletableFuture<LockEvent> acquire(String name) {
        LockCommand.Acquire acquire = command(name, new Patience.InLine(10));
        return desk.carryOut(acquire.id(), Optional.empty(), acquire);
    }

    private CompletableFuture<LockEvent> release(String name) {
        var release = new LockCommand.Release(new RequestId("release"), new LockId(name), new SessionId(name));
        return desk.carryOut(release.id(), Optional.empty(), release);
    }

    private static LockCommand.Acquire command(String name, Patience patience) {
        Want want = new Want(new LockId(name), KeyValues.of("k", Value.int64(1)), Claim.EXCLUSIVE, Optional.empty());
        return new LockCommand.Acquire(
                new RequestId(name), List.of(want), new Tenure.Own(new SessionId(name), Duration.ofHours(1)), patience);
    }

    private static final class CountingLog implements ReplicatedLog {
        private final MemoryLog log = new MemoryLog();
        final AtomicInteger entries = new AtomicInteger();

        @Override
        public void open(LogListener listener) {
            log.open(listener);
        }

        @Override
        public void append(byte[] entry) {
            entries.incrementAndGet();
            log.append(entry);
        }

        @Override
        public boolean isAlone() {
            return log.isAlone();
        }

        @Override
        public boolean keepsSnapshots() {
            return log.keepsSnapshots();
        }

        @Override
        public void save(long index, byte[] snapshot) {
            log.save(index, snapshot);
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
