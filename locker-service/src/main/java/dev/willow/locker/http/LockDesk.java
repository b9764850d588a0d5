package dev.willow.locker.http;

import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.engine.Engine;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.locker.domain.LiveLock;
import dev.willow.locker.domain.LockCommand;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.LockTable;
import dev.willow.locker.domain.SessionId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The one door between the edge and the lock table. The table belongs to the engine: here it is only spoken of in
/// functions that the engine runs when it is their turn.
///
/// Every future may fail with [dev.willow.engine.UnavailableException].
public final class LockDesk {
    private final Engine<LockCommand, LockEvent> engine;
    private final LockTable table;
    private final Consumer<RequestId> givesBack;

    public LockDesk(Engine<LockCommand, LockEvent> engine, LockTable table) {
        this(engine, table, _ -> {});
    }

    /// @param givesBack told of each call that gives back a lock or ends a session, as it comes
    public LockDesk(Engine<LockCommand, LockEvent> engine, LockTable table, Consumer<RequestId> givesBack) {
        this.engine = engine;
        this.table = table;
        this.givesBack = givesBack;
    }

    public CompletableFuture<LockEvent> carryOut(RequestId request, Optional<IdempotencyKey> key, LockCommand command) {
        if (command instanceof LockCommand.Release || command instanceof LockCommand.CloseSession) givesBack.accept(request);
        return engine.request(request, key, now -> table.propose(command));
    }

    // A repeated heartbeat must be a new one, so heartbeats take no idempotency key.

    public CompletableFuture<LockEvent> keepLock(RequestId request, LockId lock, SessionId session) {
        return engine.request(request, Optional.empty(), now -> table.keepLock(request, lock, session, now));
    }

    public CompletableFuture<LockEvent> keepSession(RequestId request, SessionId session) {
        return engine.request(request, Optional.empty(), now -> table.keepSession(request, session, now));
    }

    public CompletableFuture<LockEvent> watch(RequestId request, SessionId session, int maxWatchers) {
        return engine.request(request, Optional.empty(), now -> table.watch(request, session, maxWatchers));
    }

    /// The caller of the request waits no longer.
    public void giveUp(RequestId request) {
        engine.giveUp(request, now -> table.forget(request));
    }

    /// Takes back what was granted to a caller who is gone.
    public void takeBack(LockEvent late) {
        if (!(late instanceof LockEvent.Granted(var request, var locks))) return;
        for (var lock : locks)
            engine.submit(new LockCommand.Release(request, lock.hold().id(), lock.hold().session()));
    }

    public CompletableFuture<PageOf<LiveLock>> query(Query query, Page page) {
        return engine.read(now -> table.query(query, page, now));
    }

    public CompletableFuture<Duration> timeTillExpire(SessionId session) {
        return engine.read(now -> table.timeTillExpire(session, now));
    }
}
