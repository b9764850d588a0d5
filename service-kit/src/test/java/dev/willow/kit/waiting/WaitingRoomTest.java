package dev.willow.kit.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.common.time.Ticker;
import dev.willow.engine.UnavailableException;
import dev.willow.testing.random.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Many callers on real threads, to whom everything that can end their waiting happens at about the same time.
@Timeout(60)
class WaitingRoomTest {
    private static final int CALLERS = 3_000;
    private static final int STOPS = 1_500;
    private static final int STOPPED_AT_ONCE = 3;
    private static final Duration LONG = Duration.ofHours(1);

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AutoClose
    private final ScheduledExecutorService engine = Executors.newScheduledThreadPool(2);

    private final Random random = new Random(Seeds.announcedFor(WaitingRoomTest.class));

    /// A connection as the room may use it: by one thread at a time, and by its owner's alone once that has it back.
    private static final class Watched implements Connection {
        private final AtomicInteger looking = new AtomicInteger();
        private volatile Thread owner;
        private volatile boolean closed;
        private volatile boolean misused;

        @Override
        public boolean isClosed() {
            if (looking.getAndIncrement() > 0) misused = true;
            if (owner != null && owner != Thread.currentThread()) misused = true;
            boolean seen = closed;
            if (looking.getAndDecrement() > 1) misused = true;
            return seen;
        }

        void backTo(Thread thread) {
            owner = thread;
            if (looking.get() > 0) misused = true;
        }
    }

    /// @param answer  what the engine says; cancelled if it has nothing to say
    /// @param told    how often somebody got it
    /// @param outcome what the caller got, empty if its patience was over; fails if it is gone
    private record Caller(Watched connection, CompletableFuture<String> answer, AtomicInteger told, Future<Optional<String>> outcome) {}

    @Test
    void each_answer_reaches_its_caller_or_is_taken_back_and_no_connection_is_looked_at_twice_at_once() throws Exception {
        int answered = 0;
        int takenBack = 0;
        int gone = 0;
        int silent = 0;
        try (WaitingRoom room = new WaitingRoom(Ticker.ofSystem(), Parking.none())) {
            List<Caller> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) callers.add(enter(room, random));
            for (Caller caller : callers) {
                boolean got = false;
                try {
                    got = caller.outcome.get(20, TimeUnit.SECONDS).isPresent();
                } catch (ExecutionException failed) {
                    assertThat(failed).hasCauseInstanceOf(CallerGoneException.class);
                    gone++;
                }
                boolean said = caller.answer.handle((_, silence) -> silence == null).get(20, TimeUnit.SECONDS);
                if (got) answered++;
                else if (said) takenBack++;
                else silent++;
                if (said) synchronized (caller.told) {
                    while (caller.told.get() == 0) caller.told.wait(20_000);
                }
                assertThat(caller.told.get()).isEqualTo(said ? 1 : 0);
                assertThat(caller.connection.misused).isFalse();
            }
        }
        assertThat(List.of(answered, takenBack, gone, silent)).allMatch(number -> number > 20);
    }

    /// Answered, hanging up and out of patience, each after a while or not at all.
    private Caller enter(WaitingRoom room, Random random) {
        Watched connection = new Watched();
        CompletableFuture<String> answer = new CompletableFuture<>();
        AtomicInteger told = new AtomicInteger();
        Duration patience = Duration.ofMillis(random.nextInt(400));
        boolean hasLastWord = random.nextBoolean();
        int lastWordIn = random.nextInt(3);
        if (random.nextInt(3) > 0) engine.schedule(() -> answer.complete("in turn"), random.nextInt(400), TimeUnit.MILLISECONDS);
        if (random.nextInt(2) > 0) engine.schedule(() -> connection.closed = true, random.nextInt(400), TimeUnit.MILLISECONDS);
        Runnable giveUp = () -> engine.schedule(
                () -> hasLastWord ? answer.complete("a last word") : answer.cancel(false), lastWordIn, TimeUnit.MILLISECONDS);
        var outcome = threads.submit(() -> {
            try {
                Optional<String> got = room.await(answer, connection, patience, giveUp, undone -> tell(told));
                if (got.isPresent()) tell(told);
                return got;
            } finally {
                connection.backTo(Thread.currentThread());
            }
        });
        return new Caller(connection, answer, told, outcome);
    }

    private static void tell(AtomicInteger told) {
        synchronized (told) {
            told.incrementAndGet();
            told.notifyAll();
        }
    }

    @Test
    void who_comes_while_the_room_is_closed_is_sent_away_too() throws Exception {
        CyclicBarrier atOnce = new CyclicBarrier(STOPPED_AT_ONCE + 1);
        for (int round = 0; round < STOPS; round++) {
            List<Future<?>> callers = new ArrayList<>();
            try (WaitingRoom room = new WaitingRoom(Ticker.ofSystem(), Parking.none())) {
                for (int i = 0; i < STOPPED_AT_ONCE; i++)
                    callers.add(threads.submit(() -> {
                        atOnce.await();
                        return room.await(new CompletableFuture<>(), () -> false, LONG, () -> {}, undone -> {});
                    }));
                atOnce.await();
                room.stop();
                for (Future<?> caller : callers)
                    assertThatThrownBy(() -> caller.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(UnavailableException.class);
            }
        }
    }
}
