package dev.willow.kit.waiting;

import dev.willow.common.time.Ticker;
import dev.willow.engine.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Where callers wait. All methods block the calling thread, which is meant to be virtual.
public final class WaitingRoom implements AutoCloseable {
    /// How often connections are looked at; a caller that hung up is noticed within about twice that.
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    /// How long an engine that was told to give up may take to say how it ended.
    private static final Duration LAST_WORD_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final HangUpWatch watch = new HangUpWatch(LOOK_EVERY);
    private final Ticker ticker;
    private final Parking parking;
    private final Executor onOwnThread;
    private volatile boolean stopping;

    /// @param ticker  whose time patience goes by
    /// @param parking hears of who waits in line
    public WaitingRoom(Ticker ticker, Parking parking) {
        this.ticker = ticker;
        this.parking = parking;
        this.onOwnThread = undo -> ticker.start("willow-take-back", undo);
    }

    /// Waits for an answer that comes as soon as the engine gets to it. That it does not is no matter of patience but a
    /// defect, so this goes by the clock of the machine.
    ///
    /// @throws UnavailableException if it does not come in half a minute; whether something was done is then unknown
    public <E> E answer(CompletableFuture<E> answer) {
        if (answer.isDone()) return get(answer);
        CompletableFuture<Void> late = new CompletableFuture<>();
        // A virtual thread that waits for a bounded time has another one woken twice for it; an alarm that is far off has not.
        Ticker.Alarm alarm = Ticker.ofSystem().after(ANSWER_WITHIN, () -> late.complete(null));
        try {
            await(CompletableFuture.anyOf(answer, late).handle((what, failed) -> true));
        } finally {
            alarm.cancel();
        }
        if (!answer.isDone()) throw tookTooLong();
        return get(answer);
    }

    /// Waits in line.
    ///
    /// @param answer     completes when it is this caller's turn, or when it was told to give up
    /// @param connection of the caller; watched meanwhile
    /// @param patience   how long to wait; zero asks once
    /// @param giveUp     tells the engine that the caller no longer waits; it then has a moment for its last word
    /// @param undo       gets an answer that comes when there is no caller any more, on a thread of its own
    /// @return empty if patience ran out and the engine let go of the request without a word
    /// @throws CallerGoneException  if the caller hung up
    /// @throws UnavailableException if the service stops, or the engine does not say how it ended: what was asked for may be on its way to
    ///                              the log, so neither a grant nor a refusal would be true
    public <E> Optional<E> await(
            CompletableFuture<E> answer, Connection connection, Duration patience, Runnable giveUp, Consumer<E> undo) {
        Waiter waiter = new Waiter(connection);
        if (!answer.isDone()) waitFor(answer, waiter, patience);
        boolean answered = answer.isDone();
        if (!answered) giveUp.run();
        if (!answered && waiter.ended().isDone()) {
            answer.thenAcceptAsync(undo, onOwnThread);
            throw switch (waiter.ended().join()) {
                case HUNG_UP -> new CallerGoneException();
                case STOPPING -> stopping();
            };
        }
        if (!answer.isDone()) sleep(answer, LAST_WORD_WITHIN, Parking.none());
        boolean silent = !answer.isDone();
        boolean gone = connection.isClosed();
        if (gone || silent) answer.thenAcceptAsync(undo, onOwnThread);
        if (gone) throw new CallerGoneException();
        if (silent) throw tookTooLong();
        return lastWord(answer);
    }

    /// Sends everybody away who waits, and whoever comes to wait after.
    public void stop() {
        stopping = true;
        watch.waiters().forEach(waiter -> waiter.end(Waiter.End.STOPPING));
    }

    @Override
    public void close() {
        stop();
        watch.close();
    }

    private void waitFor(CompletableFuture<?> answer, Waiter waiter, Duration patience) {
        watch.add(waiter);
        try {
            if (stopping) waiter.end(Waiter.End.STOPPING); // after add, so that stop() misses nobody
            if (patience.isZero()) return;
            sleep(CompletableFuture.anyOf(answer, waiter.ended()), patience, parking);
        } finally {
            watch.remove(waiter);
        }
    }

    private static <E> Optional<E> lastWord(CompletableFuture<E> answer) {
        try {
            return Optional.of(get(answer));
        } catch (CancellationException letGo) {
            return Optional.empty();
        }
    }

    /// Sleeps until something happens or the time is over.
    ///
    /// @param told of this sleep when its end has been seen to: whoever moves time when all are parked must not miss it, nor may who
    ///             wakes it pass unseen
    private void sleep(CompletableFuture<?> event, Duration longest, Parking told) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        Ticker.Alarm alarm = ticker.after(longest, () -> over.complete(null));
        CompletableFuture<?> awake = CompletableFuture.anyOf(event, over).handle((what, failed) -> {
            told.unparked();
            return true;
        });
        told.parked();
        try {
            await(awake);
        } finally {
            alarm.cancel();
            over.complete(null); // who is interrupted wakes too
        }
    }

    private static void await(CompletableFuture<?> event) {
        try {
            event.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw stopping();
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect);
        }
    }

    /// @param answer is there
    private static <E> E get(CompletableFuture<E> answer) {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException reason) throw reason;
            if (failed.getCause() instanceof Error defect) throw defect;
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static UnavailableException tookTooLong() {
        return new UnavailableException("the service took too long", RETRY_AFTER);
    }

    private static UnavailableException stopping() {
        return new UnavailableException("the service is stopping", RETRY_AFTER);
    }
}
