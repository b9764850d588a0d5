package dev.willow.engine.writer;

import dev.willow.common.backup.BackupLabel;
import dev.willow.engine.Codecs;
import dev.willow.engine.Command;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineFigures;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.EngineStatus;
import dev.willow.engine.Event;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import dev.willow.engine.log.ReplicatedLog;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The engine as callers on any thread meet it: takes their wishes in, or refuses them at once, and leaves them to the
/// [Writer].
public final class HostedEngine<C extends Command, E extends Event, S> implements Engine<C, E> {
    private final Codecs<C, E, S> codecs;
    private final ReplicatedLog log;
    private final Load load;
    private final Leadership<C, E, S> leadership;
    private final Writer<C, E, S> writer;
    private final Snapshots<C, E, S> snapshots;
    private final HardState<C, E, S> hard;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HostedEngine(EngineSettings settings, StateMachine<C, E, S> machine, Codecs<C, E, S> codecs,
            Function<Engine<C, E>, EffectRunner<E>> effects, ReplicatedLog log, Threads threads) {
        this.codecs = codecs;
        this.log = log;
        this.load = new Load(settings.limits());
        var limits = settings.limits();
        this.hard = new HardState<>(machine, new KeyTable<E>(codecs.answers(), limits.keptFor(), limits.keptAnswers()));
        this.snapshots = new Snapshots<>(log, codecs.pictures(), settings, threads);
        EffectRunner<E> runner = effects.apply(this);
        this.leadership = new Leadership<>(settings, machine, hard, codecs, runner, load, log.isAlone(), threads::nanos);
        this.writer = new Writer<>(settings.name() + "-writer", hard, leadership, codecs, log, snapshots, settings.onFailure(), threads);
    }

    /// Starts an engine on this log, which is the engine's from now on.
    public static <C extends Command, E extends Event, S> HostedEngine<C, E, S> start(
            EngineSettings settings, StateMachine<C, E, S> machine, Codecs<C, E, S> codecs,
            Function<Engine<C, E>, EffectRunner<E>> effects, ReplicatedLog log) {
        return start(settings, machine, codecs, effects, log, Threads.ofMachine());
    }

    /// Starts an engine that runs as these threads have it.
    public static <C extends Command, E extends Event, S> HostedEngine<C, E, S> start(
            EngineSettings settings, StateMachine<C, E, S> machine, Codecs<C, E, S> codecs,
            Function<Engine<C, E>, EffectRunner<E>> effects, ReplicatedLog log, Threads threads) {
        var engine = new HostedEngine<>(settings, machine, codecs, effects, log, threads);
        engine.writer.start();
        settings.clock().onMoved(engine.writer::wake);
        threads.start(settings.name() + "-open", engine::open);
        return engine;
    }

    private void open() {
        try {
            log.open(writer);
        } catch (RuntimeException | Error failed) {
            if (!closed.get()) writer.failed("the log could not be opened", failed);
        }
    }

    @Override
    public CompletableFuture<E> request(RequestId id, Optional<IdempotencyKey> key, Function<Instant, Step<C, E>> begin) {
        return request(id, key, begin, Optional.empty());
    }

    @Override
    public CompletableFuture<E> requestOnce(
            RequestId id, Optional<IdempotencyKey> key, Function<Instant, Step<C, E>> begin, BiFunction<RequestId, Instant, Step<C, E>> decide) {
        return request(id, key, begin, Optional.of(decide));
    }

    private CompletableFuture<E> request(
            RequestId id, Optional<IdempotencyKey> key, Function<Instant, Step<C, E>> begin,
            Optional<BiFunction<RequestId, Instant, Step<C, E>>> decide) {
        var answer = new CompletableFuture<E>();
        if (mayEnter(load.admitsRequest(), answer)) enter(() -> leadership.request(id, key, begin, decide, answer));
        return answer;
    }

    @Override
    public void together(Runnable bring) {
        writer.together(bring);
    }

    @Override
    public void giveUp(RequestId id, Function<Instant, Step<C, E>> forget) {
        writer.put(() -> leadership.giveUp(id, forget));
    }

    @Override
    public CompletableFuture<List<E>> submit(C command) {
        var done = new CompletableFuture<List<E>>();
        if (mayEnter(load.admitsOutcome(), done)) {
            byte[] encoded = codecs.commands().encode(command);
            enter(() -> leadership.submit(command, encoded, done));
        }
        return done;
    }

    @Override
    public void step(Function<Instant, Step<C, E>> step) {
        enter(() -> leadership.step(step));
    }

    @Override
    public <T> CompletableFuture<T> read(Function<Instant, T> look) {
        var seen = new CompletableFuture<T>();
        if (mayEnter(load.admitsRequest(), seen)) enter(() -> leadership.read(look, seen));
        return seen;
    }

    @Override
    public CompletableFuture<Optional<Instant>> idle() {
        var idle = new CompletableFuture<Optional<Instant>>();
        if (mayEnter(load.admitsRequest(), idle)) lookForWork(idle);
        return idle;
    }

    @Override
    public CompletableFuture<byte[]> backup() {
        return read(now -> snapshots.backup(new BackupLabel(codecs.service(), now), hard.capture())).thenCompose(Function.identity());
    }

    /// @throws dev.willow.engine.UnknownFormatException if the state of a backup cannot be read by this build
    public static void requireReadable(byte[] state, Codecs<?, ?, ?> codecs) {
        SnapshotFormat.read(state, codecs.pictures());
    }

    private void lookForWork(CompletableFuture<Optional<Instant>> idle) {
        enter(() -> leadership.idle(idle, () -> lookForWork(idle)));
    }

    /// Whether a caller is let in; otherwise it is told at once.
    private boolean mayEnter(boolean hasRoom, CompletableFuture<?> told) {
        if (writer.status() instanceof EngineStatus.NotReady(String reason)) {
            told.completeExceptionally(Leadership.unavailable(reason));
            return false;
        }
        if (!hasRoom) told.completeExceptionally(Leadership.unavailable("too much is waiting"));
        return hasRoom;
    }

    private void enter(Runnable task) {
        load.add(0);
        writer.put(() -> {
            try {
                task.run();
            } finally {
                load.remove(0);
            }
        });
    }

    @Override
    public EngineStatus status() {
        return writer.status();
    }

    @Override
    public EngineFigures figures() {
        return new EngineFigures(load.items(), load.bytes(), load.openRequests(), hard.keptAnswers(), snapshots.lastSize());
    }

    @Override
    public CompletableFuture<Void> ready() {
        return writer.ready();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        writer.stop();
        snapshots.close();
        log.close();
        try {
            writer.join();
        } catch (InterruptedException _) {
            // The writer ends by itself; whoever closes wants to go on.
            Thread.currentThread().interrupt();
        }
    }
}
