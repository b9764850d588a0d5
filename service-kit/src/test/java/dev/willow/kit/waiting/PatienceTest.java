package dev.willow.kit.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.common.time.ManualTicker;
import dev.willow.engine.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Callers in a room whose time is moved by hand.
@Timeout(60)
class PatienceTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LAST_WORD_WITHIN = Duration.ofSeconds(10);
    private static final Duration NANO = Duration.ofNanos(1);

    private final ManualTicker ticker = new ManualTicker();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Semaphore parked = new Semaphore(0);
    private final AtomicInteger alarmsWhenParked = new AtomicInteger();
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final CompletableFuture<String> undone = new CompletableFuture<>();

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AutoClose
    private final WaitingRoom room = new WaitingRoom(ticker, new Parking() {
        @Override
        public void parked() {
            log.add("parked");
            alarmsWhenParked.set(ticker.alarms());
            parked.release();
        }

        @Override
        public void unparked() {
            log.add("unparked");
        }
    });

    @Test
    void patience_ends_when_the_moved_clock_says_so_and_not_before() throws Exception {
        Future<Optional<String>> caller = enter(() -> {
            log.add("gave up");
            answer.complete("a last word");
        });
        awaitParked();
        assertThat(ticker.awaitAlarms(1)).isEqualTo(PATIENCE);
        ticker.advance(PATIENCE.minus(NANO));
        assertThat(log).containsExactly("parked");
        ticker.advance(NANO);
        assertThat(outcome(caller)).contains("a last word");
        assertThat(log).containsExactly("parked", "unparked", "gave up");
        assertThat(ticker.alarms()).isZero();
    }

    /// It may have granted what was asked for, in an entry that a slow disk has not taken yet.
    @Test
    void an_engine_that_does_not_say_how_it_ended_makes_the_outcome_unknown_and_a_late_grant_is_taken_back() throws Exception {
        Future<Optional<String>> caller = enter(() -> {});
        awaitParked();
        ticker.advance(PATIENCE);
        ticker.await("the last word is waited for", () -> ticker.alarms() == 1);
        assertThat(ticker.awaitAlarms(1)).isEqualTo(LAST_WORD_WITHIN);
        ticker.advance(LAST_WORD_WITHIN);
        assertThatThrownBy(() -> outcome(caller)).hasCauseInstanceOf(UnavailableException.class);
        assertThat(log).containsExactly("parked", "unparked");
        answer.complete("granted, but late");
        assertThat(undone.get(20, TimeUnit.SECONDS)).isEqualTo("granted, but late");
    }

    @Test
    void what_the_engine_let_go_of_without_a_word_is_no_grant() throws Exception {
        Future<Optional<String>> caller = enter(() -> answer.cancel(false));
        awaitParked();
        ticker.advance(PATIENCE);
        assertThat(outcome(caller)).isEmpty();
        assertThat(log).containsExactly("parked", "unparked");
    }

    /// Otherwise whoever asks right after could take the service for idle, while a caller is about to go on.
    @Test
    void who_is_woken_does_not_count_as_parked_once_the_waking_is_done() throws Exception {
        Future<Optional<String>> caller = enter(() -> {});
        awaitParked();
        assertThat(log).containsExactly("parked");
        answer.complete("in turn");
        assertThat(log).containsExactly("parked", "unparked");
        assertThat(outcome(caller)).contains("in turn");
        assertThat(log).containsExactly("parked", "unparked");
    }

    @Test
    void the_stop_of_the_service_and_an_interrupt_unpark_too() throws Exception {
        Future<Optional<String>> caller = enter(() -> {});
        awaitParked();
        room.stop();
        assertThat(log).containsExactly("parked", "unparked");
        assertThatThrownBy(() -> outcome(caller)).hasCauseInstanceOf(UnavailableException.class);

        CompletableFuture<List<String>> seen = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            Thread.currentThread().interrupt();
            try {
                await(new CompletableFuture<>(), PATIENCE, () -> {});
            } catch (UnavailableException interrupted) {
                seen.complete(List.copyOf(log));
            }
        });
        assertThat(seen.get(20, TimeUnit.SECONDS)).containsExactlyInAnyOrder("parked", "unparked", "parked", "unparked");
        assertThat(ticker.alarms()).isZero();
    }

    /// Otherwise whoever moves time when all are parked could move it past the end of this one's patience.
    @Test
    void who_is_told_of_a_parked_caller_finds_the_end_of_its_patience_set() throws Exception {
        enter(() -> {});
        awaitParked();
        assertThat(alarmsWhenParked).hasValue(1);
        answer.complete("in turn");
    }

    @Test
    void a_caller_whose_connection_tells_that_it_is_closed_is_gone_at_once() throws Exception {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Future<?> caller = threads.submit(() -> room.await(answer, new Connection() {
            @Override
            public boolean isClosed() {
                return false; // who is told need not ask
            }

            @Override
            public void whenClosed(Runnable told) {
                closed.thenRun(told);
            }
        }, PATIENCE, () -> log.add("gave up"), late -> {}));
        awaitParked();
        closed.complete(null);
        assertThat(log).startsWith("parked", "unparked"); // by now it may have given up too
        assertThatThrownBy(() -> caller.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(CallerGoneException.class);
        assertThat(log).containsExactly("parked", "unparked", "gave up");
    }

    @Test
    void who_asks_once_and_who_is_answered_at_once_are_never_parked() {
        assertThat(await(answer, Duration.ZERO, () -> answer.complete("nothing there"))).contains("nothing there");
        assertThat(await(answer, PATIENCE, () -> {})).contains("nothing there");
        assertThat(log).isEmpty();
    }

    private void awaitParked() throws InterruptedException {
        assertThat(parked.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    private Future<Optional<String>> enter(Runnable giveUp) {
        return threads.submit(() -> await(answer, PATIENCE, giveUp));
    }

    private Optional<String> await(CompletableFuture<String> turn, Duration patience, Runnable giveUp) {
        return room.await(turn, () -> false, patience, giveUp, undone::complete);
    }

    private static Optional<String> outcome(Future<Optional<String>> caller) throws Exception {
        return caller.get(20, TimeUnit.SECONDS);
    }
}
