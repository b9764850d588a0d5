package dev.willow.kit.waiting;

import dev.willow.engine.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Where callers wait. All methods block the calling thread, which is meant to be virtual.
public final class WaitingRoom implements AutoCloseable {
    /// How often connections are looked at; a caller that hung up is noticed within about twice that.
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    /// How long an engine that was told to give up may take to say how it ended.
    private static final Duration LAST_WORD_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Executor ON_OWN_THREAD = Thread::startVirtualThread;

    private final HangUpWatch watch = new HangUpWatch(LOOK_EVERY);
    private volatile boolean stopping;

    /// Waits for an answer that comes as soon as the engine gets to it.
    ///
    /// @throws UnavailableException if it does not come in half a minute; whether something was done is then unknown
    public <E> E answer(Future<E> answer) {
        try {
            return get(answer, ANSWER_WITHIN);
        } catch (TimeoutException slow) {
            throw new UnavailableException("the service took too long", RETRY_AFTER);
        }
    }

    /// Waits in line.
    ///
    /// @param answer     completes when it is this caller's turn, or when it was told to give up
    /// @param connection of the caller; watched meanwhile
    /// @param patience   how long to wait; zero asks once
    /// @param giveUp     tells the engine that the caller no longer waits; it then has a moment for its last word
    /// @param undo       gets an answer that comes when there is no caller any more, on a thread of its own
    /// @return empty if patience ran out without a word
    /// @throws CallerGoneException  if the caller hung up
    /// @throws UnavailableException if the service stops
    public <E> Optional<E> await(
            CompletableFuture<E> answer, Connection connection, Duration patience, Runnable giveUp, Consumer<E> undo) {
        Waiter waiter = new Waiter(connection);
        if (!answer.isDone()) waitFor(answer, waiter, patience);
        boolean answered = answer.isDone();
        if (!answered) giveUp.run();
        if (!answered && waiter.ended().isDone()) {
            answer.thenAcceptAsync(undo, ON_OWN_THREAD);
            throw switch (waiter.ended().join()) {
                case HUNG_UP -> new CallerGoneException();
                case STOPPING -> stopping();
            };
        }
        Optional<E> lastWord = lastWord(answer);
        boolean gone = connection.isClosed();
        if (gone || lastWord.isEmpty()) answer.thenAcceptAsync(undo, ON_OWN_THREAD);
        if (gone) throw new CallerGoneException();
        return lastWord;
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
            get(CompletableFuture.anyOf(answer.exceptionally(failed -> null), waiter.ended()), patience);
        } catch (TimeoutException patienceIsOver) {
            // what became of it shows in the answer and the waiter
        } finally {
            watch.remove(waiter);
        }
    }

    private static <E> Optional<E> lastWord(CompletableFuture<E> answer) {
        try {
            return Optional.of(get(answer, LAST_WORD_WITHIN));
        } catch (TimeoutException | CancellationException silence) {
            return Optional.empty(); // the engine cancels what it let go of without a word
        }
    }

    private static <E> E get(Future<E> answer, Duration within) throws TimeoutException {
        try {
            return answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw stopping();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException reason) throw reason;
            if (failed.getCause() instanceof Error defect) throw defect;
            throw new IllegalStateException(failed.getCause());
        }
    }

    private static UnavailableException stopping() {
        return new UnavailableException("the service is stopping", RETRY_AFTER);
    }
}
