package dev.willow.engine.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Inbox and timekeeper together, on real threads, for the one defect that they may have: that somebody counts on another
/// to wake up who does not. The timekeeper would then sleep for an hour, and its round not end.
@Timeout(60)
class WakeUpTest {
    private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);
    private static final int CALLERS = 3;
    private static final int ROUNDS = 4_000;

    private final Timekeeper timekeeper = new SleepingTimekeeper("tested", this::work);
    private final Inbox inbox = new Inbox(this::turn, timekeeper::call);
    /// Of one turn alone, as the tasks are.
    private long nextIn = AN_HOUR;
    private volatile Runnable whenNothingIsPut = () -> {};

    private boolean work() {
        return inbox.work();
    }

    /// One task in a turn, so that a caller seldom gets done with what is there and leaves the rest to the timekeeper.
    private void turn() {
        Runnable task = inbox.poll();
        if (task != null) task.run();
        else whenNothingIsPut.run();
        timekeeper.wakeIn(nextIn);
    }

    @BeforeEach
    void start() {
        timekeeper.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        timekeeper.stop();
        timekeeper.join();
    }

    @Test
    void every_task_is_done_whoever_is_left_to_do_it() throws Exception {
        AtomicInteger done = new AtomicInteger();
        CyclicBarrier roundBegins = new CyclicBarrier(CALLERS);
        CyclicBarrier roundEnds = new CyclicBarrier(CALLERS + 1);
        CountDownLatch[] tasks = new CountDownLatch[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) tasks[round] = new CountDownLatch(2 * CALLERS);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++)
            callers.add(Thread.ofPlatform().start(() -> {
                for (CountDownLatch ofRound : tasks) {
                    await(roundBegins);
                    for (int each = 0; each < 2; each++)
                        inbox.put(() -> {
                            done.setPlain(done.getPlain() + 1); // one thread at a time
                            ofRound.countDown();
                        });
                    await(roundEnds);
                }
            }));
        for (CountDownLatch ofRound : tasks) {
            assertThat(ofRound.await(20, TimeUnit.SECONDS)).as("tasks not done: " + ofRound.getCount()).isTrue();
            await(roundEnds);
        }
        for (Thread caller : callers) caller.join();
        assertThat(done.get()).isEqualTo(ROUNDS * 2 * CALLERS);
    }

    @Test
    void there_is_a_turn_when_it_is_time_although_nobody_calls() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            long in = TimeUnit.MICROSECONDS.toNanos(round % 100);
            CountDownLatch itWasTime = new CountDownLatch(1);
            inbox.put(() -> {
                nextIn = in;
                whenNothingIsPut = () -> {
                    nextIn = AN_HOUR;
                    itWasTime.countDown();
                };
            });
            assertThat(itWasTime.await(20, TimeUnit.SECONDS)).as("round " + round).isTrue();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}
