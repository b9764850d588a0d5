package dev.willow.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Runs one state machine: logs its commands, applies them, and answers the requests that led to them.
///
/// Every function passed in runs when it is its turn, on the thread of some caller or of the engine; it may touch the
/// machine freely and must not block. The same holds for what is chained to a returned future without an executor. A
/// function that throws fails its future. Futures fail with [UnavailableException] when the engine cannot serve
/// (starting, stopping, disk failed, overloaded); whether the command took effect is then unknown, as with any lost
/// answer.
public interface Engine<C extends Command, E extends Event> extends AutoCloseable {

    /// Serves one caller's request. `begin` looks at the state and says what to log or to try; the future completes
    /// with the event that answers the request, whether that comes at once, from its own command or much later.
    ///
    /// With a key that was answered before, `begin` does not run and the first answer comes back; with one that is
    /// being worked on, the caller shares the answer.
    ///
    /// @return fails with [KeyReusedException] if the key was used with another fingerprint
    CompletableFuture<E> request(RequestId id, Optional<IdempotencyKey> key, Function<Instant, Step<C, E>> begin);

    /// As [#request], for a caller that does not wait for others. If it shares a request that does ([Event#parks]), that one is decided now,
    /// for all who share it.
    ///
    /// @param decide gets the request in question and says what to log or tell so that the machine answers it
    CompletableFuture<E> requestOnce(
            RequestId id, Optional<IdempotencyKey> key, Function<Instant, Step<C, E>> begin, BiFunction<RequestId, Instant, Step<C, E>> decide);

    /// Has all requests, commands and steps that this thread brings meanwhile begin in one turn, so that what they log travels in
    /// one entry: brought one by one, the first would be on its way to the disk alone, and the others wait for it.
    ///
    /// @param bring brings them; must not wait for any of their answers, which do not come before it has returned
    void together(Runnable bring);

    /// A caller left or ran out of patience. `forget` says what to log or tell, so that the machine lets go of the
    /// request; it does not run if the request has its answer or if another caller shares it (by its idempotency key).
    ///
    /// The caller's future completes with the event that `forget` leads to, or with the answer that was faster. It is
    /// cancelled where there is neither: the machine let go in silence, or the request goes on for another caller. With an
    /// idempotency key, a command that names the request and is on its way to the log by the end of this turn is waited for: it may answer.
    void giveUp(RequestId id, Function<Instant, Step<C, E>> forget);

    /// Logs a command that answers nobody in particular, such as the outcome of an effect.
    ///
    /// @return the events of its application, once it is durable and applied
    CompletableFuture<List<E>> submit(C command);

    /// Runs an unlogged step, such as a heartbeat or an outcome that concerns soft state alone. Without effect while
    /// the engine is not ready.
    void step(Function<Instant, Step<C, E>> step);

    /// Looks at the state after everything that was answered before this call.
    <T> CompletableFuture<T> read(Function<Instant, T> look);

    /// A backup of the state after everything that was answered before this call, as a [dev.willow.common.backup.BackupFile].
    /// It is written in the background, while others are served.
    ///
    /// @return the whole file
    CompletableFuture<byte[]> backup();

    /// Waits until nothing is left to do for the moment: all that was brought before is applied and answered, and what is due
    /// has been seen to, with what fell due by that at the same moment. Effects that this began may still be under way. For whoever
    /// moves the clock by hand: a [#read] does not wait for what is due.
    ///
    /// @return when the machine wants to act next, if nobody brings it anything before
    CompletableFuture<Optional<Instant>> idle();

    EngineStatus status();

    EngineFigures figures();

    /// Completes when the engine is ready for the first time; fails with [UnavailableException] if it failed or was
    /// closed before that.
    CompletableFuture<Void> ready();

    /// Stops taking requests, fails the waiting ones with [UnavailableException], and closes the log.
    @Override
    void close();
}
