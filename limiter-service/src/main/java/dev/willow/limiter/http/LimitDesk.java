package dev.willow.limiter.http;

import dev.willow.engine.Engine;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.kit.http.RequestIds;
import dev.willow.kit.trace.Traces;
import dev.willow.limiter.domain.Addition;
import dev.willow.limiter.domain.LimitTable;
import dev.willow.limiter.domain.LimitView;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.RoomCursor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/// The one door between the edge and the limit table. The table belongs to the engine: here it is only spoken of in
/// functions that the engine runs when it is their turn.
///
/// Every future may fail with [dev.willow.engine.UnavailableException].
public final class LimitDesk implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(2);

    private final Engine<LimiterCommand, LimiterEvent> engine;
    private final LimitTable table;
    private final Traces traces;

    public LimitDesk(Engine<LimiterCommand, LimiterEvent> engine, LimitTable table, Traces traces) {
        this.engine = engine;
        this.table = table;
        this.traces = traces;
    }

    public CompletableFuture<LimiterEvent> carryOut(LimiterCommand.Asked command, Optional<IdempotencyKey> key) {
        return engine.request(command.by(), key, now -> table.begin(command, now));
    }

    /// @param waits whether to wait in line where it does not fit, until [#giveUp]; if not, and another call with the
    ///              same key does, that one waits no longer, and both have the same answer
    public CompletableFuture<LimiterEvent> add(RequestId by, Optional<IdempotencyKey> key, Addition addition, boolean waits) {
        return traced(by, () -> waits
                ? engine.request(by, key, now -> table.add(by, addition, true, now))
                : engine.requestOnce(by, key, now -> table.add(by, addition, false, now), (inLine, now) -> table.decide(inLine)));
    }

    /// As [#add] of what does not wait, of a lease whose owner has an account of its own: the answer may be there before the disk is.
    public CompletableFuture<LimiterEvent> addBacked(RequestId by, Addition addition) {
        return traced(by, () -> engine.request(by, Optional.empty(), now -> table.addBacked(by, addition, now)));
    }

    public CompletableFuture<LimiterEvent> removeBacked(LimiterCommand.RemoveLease removal) {
        return engine.request(removal.by(), Optional.empty(), now -> table.removeBacked(removal, now));
    }

    /// @param run in which leases were compared; empty if none will be
    public CompletableFuture<LimiterEvent> settle(RequestId by, Optional<Long> run) {
        return engine.request(by, Optional.empty(), now -> table.settle(by, run, now));
    }

    /// Binds the key of a batch to its body before anything in it is done.
    ///
    /// @return fails with [dev.willow.engine.KeyReusedException] if it is bound to another one
    public CompletableFuture<LimiterEvent> beginBatch(RequestId by, IdempotencyKey key) {
        return engine.request(by, Optional.of(key), _ -> Step.tell(new LimiterEvent.BatchBegun(by)));
    }

    /// Has what is brought meanwhile decided in one turn, and written in one piece.
    ///
    /// @param bring must not wait for any of the answers
    public void together(Runnable bring) {
        engine.together(bring);
    }

    /// A repeated heartbeat must be a new one, so heartbeats take no idempotency key.
    public CompletableFuture<LimiterEvent> heartbeat(RequestId by, List<String> leases) {
        return engine.request(by, Optional.empty(), now -> table.heartbeat(by, leases, now));
    }

    /// @param waits whether to wait for news until [#giveUp]
    public CompletableFuture<LimiterEvent> listen(RequestId by, Optional<RoomCursor> after, boolean waits) {
        return engine.request(by, Optional.empty(), _ -> table.listen(by, after, waits));
    }

    /// The caller of an addition or of [#listen] waits no longer.
    public void giveUp(RequestId by) {
        engine.giveUp(by, _ -> table.giveUp(by));
    }

    /// Takes back what was added for a caller who is gone.
    public void takeBack(LimiterEvent late, Addition addition) {
        if (!(late instanceof LimiterEvent.Counted(var by, var counter, var grant))) return;
        if (addition.lease().isEmpty()) takeBack(new LimiterCommand.Subtract(by, counter.counter(), addition.places()));
        else grant.ifPresent(number -> takeBack(new LimiterCommand.Lapse(List.of(number))));
    }

    private void takeBack(LimiterCommand removal) {
        engine.step(now -> table.begin(removal, now));
    }

    public <T> CompletableFuture<T> look(Function<LimitView, T> at) {
        return engine.read(_ -> at.apply(table.view()));
    }

    /// Sees to it that the next start has nothing to settle, if the log takes it in time. To be closed before the engine.
    @Override
    public void close() {
        engine.step(_ -> table.comeToRest());
        try {
            engine.idle().get(REST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // then it has
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets calls that are made for the request carry its `X-Request-ID`.
    private CompletableFuture<LimiterEvent> traced(RequestId by, Supplier<CompletableFuture<LimiterEvent>> ask) {
        Optional<String> requestId = RequestIds.current();
        requestId.ifPresent(id -> traces.begin(by, id));
        CompletableFuture<LimiterEvent> answer = ask.get();
        if (requestId.isPresent()) answer.whenComplete((_, _) -> traces.end(by));
        return answer;
    }
}
