package dev.willow.kit.app;

import dev.willow.engine.Command;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineFigures;
import dev.willow.engine.EngineStatus;
import dev.willow.engine.Event;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.engine.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// An engine of which the kit only asks the status.
@Component
public class StubEngine implements Engine<Command, Event> {
    public volatile EngineStatus status = new EngineStatus.Ready();

    @Override
    public EngineStatus status() {
        return status;
    }

    @Override
    public EngineFigures figures() {
        return EngineFigures.NONE;
    }

    @Override
    public CompletableFuture<Event> request(
            RequestId id, Optional<IdempotencyKey> key, Function<Instant, Step<Command, Event>> begin) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Event> requestOnce(
            RequestId id, Optional<IdempotencyKey> key, Function<Instant, Step<Command, Event>> begin,
            BiFunction<RequestId, Instant, Step<Command, Event>> decide) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void together(Runnable bring) {
        bring.run();
    }

    @Override
    public void giveUp(RequestId id, Function<Instant, Step<Command, Event>> forget) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Event>> submit(Command command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void step(Function<Instant, Step<Command, Event>> step) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> CompletableFuture<T> read(Function<Instant, T> look) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<byte[]> backup() {
        return CompletableFuture.failedFuture(new UnavailableException("reading the log", Duration.ofSeconds(1)));
    }

    @Override
    public CompletableFuture<Optional<Instant>> idle() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> ready() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
