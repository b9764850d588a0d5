package dev.willow.bench.micro;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.RequestId;
import dev.willow.locker.domain.Claim;
import dev.willow.locker.domain.LockCommand;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.LockTable;
import dev.willow.locker.domain.Patience;
import dev.willow.locker.domain.SessionId;
import dev.willow.locker.domain.Tenure;
import dev.willow.locker.domain.Want;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A lock that is taken and given back, with a session of its own.
@State(Scope.Thread)
public class LockSteps {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final KeyValues KEYS = KeyValues.of("own", Value.int64(0), "os", Value.text("linux"));

    /// That are held beside.
    @Param({"0", "100000"})
    int locks;

    private LockTable table;
    private Turns<LockCommand, LockEvent> turns;
    private long number;

    @Setup(Level.Trial)
    public void fill() {
        table = new LockTable();
        turns = new Turns<>(table, Turns::ignore);
        for (int i = 0; i < locks; i++)
            acquire(new LockId("other-" + i), new SessionId("other-" + i), KeyValues.of("other", Value.int64(i), "os", Value.text("linux")));
    }

    @Benchmark
    public Object lockAndUnlock() {
        var session = new SessionId("session-" + number++);
        var lock = new LockId("lock-" + number);
        acquire(lock, session, KEYS);
        return Turns.answer(LockEvent.Released.class, turns.run(table.propose(new LockCommand.Release(request(), lock, session))));
    }

    private void acquire(LockId lock, SessionId session, KeyValues keys) {
        var want = new Want(lock, keys, Claim.EXCLUSIVE, Optional.empty());
        var acquire = new LockCommand.Acquire(request(), List.of(want), new Tenure.Own(session, TIMEOUT), new Patience.None());
        Turns.answer(LockEvent.Granted.class, turns.run(table.propose(acquire)));
    }

    private RequestId request() {
        return new RequestId("request-" + number++);
    }
}
