package dev.willow.engine.sample;

import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Engines;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.engine.log.ReplicatedLog;
import dev.willow.engine.writer.HostedEngine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// A running ledger, with the calls that tests make.
public final class Ledgers implements AutoCloseable {
    public final Ledger ledger = new Ledger();
    /// The events that were performed, in their order.
    public final List<LedgerEvent> performed = Collections.synchronizedList(new ArrayList<>());
    private final Runnable onTakeOver;
    private int takeOvers;
    public final Engine<LedgerCommand, LedgerEvent> engine;

    private Ledgers(EngineSettings settings, Runnable onTakeOver) {
        this.onTakeOver = onTakeOver;
        engine = Engines.start(settings, ledger, Ledger.codecs(), itself -> this::perform);
    }

    private Ledgers(EngineSettings settings, ReplicatedLog log) {
        onTakeOver = () -> {};
        engine = HostedEngine.start(settings, ledger, Ledger.codecs(), itself -> this::perform, log);
    }

    /// One on this log, which the test still has to let lead.
    public static Ledgers starting(EngineSettings settings, ReplicatedLog log) {
        return new Ledgers(settings, log);
    }

    public static Ledgers starting(EngineSettings settings) {
        return starting(settings, () -> {});
    }

    /// @param onTakeOver runs whenever this node has become the leader
    public static Ledgers starting(EngineSettings settings, Runnable onTakeOver) {
        return new Ledgers(settings, onTakeOver);
    }

    /// One that is ready.
    public static Ledgers started(EngineSettings settings) {
        var started = starting(settings);
        await(started.engine.ready());
        return started;
    }

    public CompletableFuture<LedgerEvent> put(String id, String key, long value) {
        var request = new RequestId(id);
        return engine.request(request, Optional.empty(),
                now -> Step.log(new LedgerCommand.Put(Optional.of(request), key, value)));
    }

    public CompletableFuture<LedgerEvent> add(String id, IdempotencyKey idempotencyKey, String key, long value) {
        var request = new RequestId(id);
        return engine.request(request, Optional.of(idempotencyKey),
                now -> Step.log(new LedgerCommand.Add(Optional.of(request), key, value)));
    }

    public CompletableFuture<LedgerEvent> queue(String id, Optional<IdempotencyKey> key) {
        var request = new RequestId(id);
        return engine.request(request, key, now -> Step.log(new LedgerCommand.Queue(request)));
    }

    /// Asks for the same as [#queue], but not to wait.
    public CompletableFuture<LedgerEvent> queueOnce(String id, IdempotencyKey key) {
        var request = new RequestId(id);
        return engine.requestOnce(request, Optional.of(key), now -> Step.log(new LedgerCommand.Queue(request)),
                (inLine, now) -> Step.log(new LedgerCommand.Decide(inLine)));
    }

    /// Asks for what is answered only once the outside was told of it, which nobody here does by itself.
    public CompletableFuture<LedgerEvent> announce(String id, IdempotencyKey key) {
        var request = new RequestId(id);
        return engine.request(request, Optional.of(key), now -> Step.log(new LedgerCommand.Announce(request)));
    }

    public void leave(String id) {
        var request = new RequestId(id);
        engine.giveUp(request, now -> Step.log(new LedgerCommand.Leave(request)));
    }

    public List<LedgerEvent> submit(LedgerCommand command) {
        return await(engine.submit(command));
    }

    public long value(String key) {
        return await(engine.read(now -> ledger.entries().getOrDefault(key, 0L)));
    }

    /// Waits until the engine has taken in everything that it was asked before.
    public void awaitArrival() {
        var arrived = new CompletableFuture<Void>();
        engine.step(now -> {
            arrived.complete(null);
            return Step.nothing();
        });
        await(arrived);
    }

    /// Waits until it has taken over so many times.
    public void awaitTakeOvers(int number) {
        awaitPerformed(() -> takeOvers >= number);
    }

    /// Waits until this event was performed.
    public void awaitPerformed(LedgerEvent event) {
        awaitPerformed(() -> performed.contains(event));
    }

    private void awaitPerformed(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        synchronized (performed) {
            while (!condition.getAsBoolean()) {
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (millis <= 0) throw new AssertionError("only these were performed: " + performed);
                try {
                    performed.wait(millis);
                } catch (InterruptedException interrupted) {
                    throw new AssertionError(interrupted);
                }
            }
        }
    }

    private void perform(LedgerEvent event) {
        synchronized (performed) {
            performed.add(event);
            if (event instanceof LedgerEvent.TookOver) takeOvers++;
            performed.notifyAll();
        }
        if (event instanceof LedgerEvent.TookOver) onTakeOver.run();
    }

    /// The requests in line.
    public List<RequestId> line() {
        return await(engine.read(now -> ledger.line()));
    }

    public List<Instant> stamps() {
        return await(engine.read(now -> ledger.stamps()));
    }

    public Instant now() {
        return await(engine.read(now -> now));
    }

    public static IdempotencyKey key(String key, String fingerprint) {
        return new IdempotencyKey("PUT /entries", key, fingerprint);
    }

    /// The result, within a time that only a hang exceeds.
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) throw cause;
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException | TimeoutException failed) {
            throw new AssertionError("no result", failed);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
