package dev.willow.client.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.ClientException;
import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Asked;
import dev.willow.client.FakeService.Told;
import dev.willow.client.RetryPolicy;
import dev.willow.client.WillowClient;
import dev.willow.client.hold.TakenItem;
import dev.willow.common.time.ManualTicker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WillowWorkerTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(12);
    private static final Duration BEATEN = TIMEOUT.dividedBy(3).plus(TIMEOUT.dividedBy(20));

    /// To the heartbeat that is sent when time has passed since the item was asked for.
    private static final String KEPT = "{\"Superseded\": false}";

    private final ManualTicker ticker = new ManualTicker();
    private final BlockingQueue<Told> takes = new LinkedBlockingQueue<>();
    private final Semaphore asksBegun = new Semaphore(0);
    private volatile CompletableFuture<Told> recovery = CompletableFuture.completedFuture(new Told(204, Map.of(), ""));
    private final BlockingQueue<String> acks = new LinkedBlockingQueue<>();
    private volatile String beat = "{\"Status\": 200, \"Result\": {\"Superseded\": false}}";
    private volatile int ackStatus = 200;

    @AutoClose
    private final FakeService service = FakeService.answering(this::answer);

    @AutoClose
    private final WillowClient willow =
            WillowClient.builder(service.uri()).ticker(ticker).retries(RetryPolicy.NONE).build();

    private final Seen seen = new Seen();
    private WillowWorker worker;

    /// What an observer hears, in words.
    private static final class Seen implements WorkObserver {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void began(TakenItem item) {
            events.add("began " + item.id());
        }

        @Override
        public void ended(TakenItem item, Ending ending, Duration took) {
            events.add("ended " + item.id() + " " + ending);
        }

        @Override
        public void pollFailed(ClientException why) {
            events.add("poll failed");
        }

        String next() throws InterruptedException {
            String event = events.poll(30, TimeUnit.SECONDS);
            assertThat(event).as("an event").isNotNull();
            return event;
        }
    }

    @AfterEach
    void close() {
        worker.close();
    }

    @Test
    void each_item_is_ended_as_its_handler_says() throws Exception {
        Outcome[] outcomes = {Outcome.DONE, Outcome.FAILED, Outcome.RELEASED};
        worker = WillowWorker.of(willow, "builds").start(item -> outcomes[item.attempt()]);
        for (int i = 0; i < outcomes.length; i++) takes.add(item(i));
        assertThat(nextAck()).contains("\"Success\":true");
        assertThat(nextAck()).contains("\"Success\":false");
        assertThat(nextAck()).contains("\"Release\":true");
    }

    @Test
    void a_handler_that_throws_has_failed_and_the_next_item_is_worked_on() throws Exception {
        worker = WillowWorker.of(willow, "builds").start(item -> {
            if (item.attempt() == 0) throw new IllegalStateException("on purpose");
            return Outcome.DONE;
        });
        takes.add(item(0));
        takes.add(item(1));
        assertThat(nextAck()).contains("\"Success\":false");
        assertThat(nextAck()).contains("\"Success\":true");
    }

    @Test
    void a_handler_with_an_error_or_without_an_outcome_has_failed_and_the_next_item_is_worked_on() throws Exception {
        worker = WillowWorker.of(willow, "builds").start(item -> switch (item.attempt()) {
            case 0 -> throw new AssertionError("on purpose");
            case 1 -> null;
            default -> Outcome.DONE;
        });
        for (int i = 0; i < 3; i++) takes.add(item(i));
        assertThat(nextAck()).contains("\"Success\":false");
        assertThat(nextAck()).contains("\"Success\":false");
        assertThat(nextAck()).contains("\"Success\":true");
    }

    @Test
    void an_item_whose_end_the_service_breaks_at_is_given_back_and_the_next_is_worked_on() throws Exception {
        ackStatus = 500;
        worker = WillowWorker.of(willow, "builds").observer(seen).start(item -> Outcome.DONE);
        takes.add(item(0));
        assertThat(nextAck()).contains("\"Success\":true");
        assertThat(nextAck()).contains("\"Release\":true");
        assertThat(seen.next()).isEqualTo("began i0");
        assertThat(seen.next()).isEqualTo("ended i0 NOT_ENDED");
        ackStatus = 200;
        takes.add(item(1));
        assertThat(nextAck()).contains("\"Success\":true");
    }

    @Test
    void an_observer_hears_of_each_item_and_of_each_failure_to_get_one() throws Exception {
        worker = WillowWorker.of(willow, "builds").observer(seen).start(item -> {
            if (item.attempt() == 3) item.release();
            if (item.attempt() == 4) throw new IllegalStateException("on purpose");
            return Outcome.values()[item.attempt() % 3];
        });
        for (int i = 0; i < 5; i++) takes.add(item(i));
        List<Ending> endings = List.of(Ending.DONE, Ending.FAILED, Ending.RELEASED, Ending.ENDED_BY_HANDLER, Ending.FAILED);
        for (int i = 0; i < endings.size(); i++) {
            assertThat(seen.next()).isEqualTo("began i" + i);
            assertThat(seen.next()).isEqualTo("ended i" + i + " " + endings.get(i));
        }
        ackStatus = 404;
        takes.add(item(0));
        seen.next();
        assertThat(seen.next()).isEqualTo("ended i0 LOST");
        takes.add(new Told(503, Map.of(), ""));
        assertThat(seen.next()).isEqualTo("poll failed");
    }

    @Test
    void what_a_handler_has_ended_itself_is_not_ended_again() throws Exception {
        worker = WillowWorker.of(willow, "builds").start(item -> {
            item.release();
            return Outcome.DONE;
        });
        takes.add(item(0));
        assertThat(nextAck()).contains("\"Release\":true");
        worker.close();
        assertThat(acks).isEmpty();
    }

    @Test
    void so_many_items_are_worked_on_at_a_time_and_no_more() throws Exception {
        CountDownLatch begun = new CountDownLatch(3);
        CountDownLatch mayEnd = new CountDownLatch(1);
        worker = WillowWorker.of(willow, "builds").concurrency(3).start(item -> {
            begun.countDown();
            mayEnd.await();
            return Outcome.DONE;
        });
        for (int i = 0; i < 4; i++) takes.add(item(i));
        begun.await();
        assertThat(takes).hasSize(1);
        mayEnd.countDown();
        for (int i = 0; i < 4; i++) nextAck();
    }

    @Test
    void an_item_that_is_lost_stops_its_handler_and_is_not_acked() throws Exception {
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        beat = "{\"Status\": 404}";
        worker = WillowWorker.of(willow, "builds").start(item -> {
            begun.countDown();
            return untilInterrupted(stopped);
        });
        takes.add(item(0));
        begun.await();
        ticker.advance(BEATEN);
        assertThat(stopped.get(30, TimeUnit.SECONDS)).isTrue();
        worker.close();
        assertThat(acks).isEmpty();
    }

    @Test
    void a_superseded_item_stops_its_handler_if_wanted_and_is_done_then() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        beat = "{\"Status\": 200, \"Result\": {\"Superseded\": true}}";
        worker = WillowWorker.of(willow, "builds").stoppingSuperseded().start(item -> {
            begun.countDown();
            return untilInterrupted(new CompletableFuture<>());
        });
        takes.add(item(0));
        begun.await();
        ticker.advance(BEATEN);
        assertThat(nextAck()).contains("\"Success\":true");
    }

    @Test
    void closing_waits_for_the_work_and_takes_nothing_more() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        worker = WillowWorker.of(willow, "builds").start(item -> {
            begun.countDown();
            mayEnd.await();
            return Outcome.DONE;
        });
        takes.add(item(0));
        begun.await();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(worker::close, task -> Thread.ofVirtual().start(task));
        ticker.await("the patience has begun", () -> ticker.alarms() == 2); // beside the heartbeat
        assertThat(closed).isNotDone();
        mayEnd.countDown();
        closed.get(30, TimeUnit.SECONDS);
        assertThat(nextAck()).contains("\"Success\":true");
        worker.awaitEnd();
    }

    @Test
    void work_that_does_not_end_in_time_is_interrupted_and_given_back() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        worker = WillowWorker.of(willow, "builds").drainPatience(Duration.ofSeconds(1)).start(item -> {
            begun.countDown();
            return untilInterrupted(new CompletableFuture<>());
        });
        takes.add(item(0));
        begun.await();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(worker::close, task -> Thread.ofVirtual().start(task));
        ticker.await("the patience has begun", () -> ticker.alarms() == 2);
        ticker.advance(Duration.ofSeconds(1));
        closed.get(30, TimeUnit.SECONDS);
        assertThat(nextAck()).contains("\"Release\":true");
    }

    @Test
    void an_item_on_its_way_while_the_worker_closes_is_given_back_though_the_patience_ends_meanwhile() throws Exception {
        worker = WillowWorker.of(willow, "builds").drainPatience(Duration.ofSeconds(1)).start(item -> Outcome.DONE);
        asksBegun.acquire();
        recovery = new CompletableFuture<>();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(worker::close, task -> Thread.ofVirtual().start(task));
        asksBegun.acquire(); // whether there is an item that it did not hear of
        ticker.awaitAlarms(1); // the patience has begun
        ticker.advance(Duration.ofSeconds(1));
        recovery.complete(item(0));
        closed.get(30, TimeUnit.SECONDS);
        assertThat(nextAck()).contains("\"Release\":true");
    }

    @Test
    void while_the_service_is_away_it_asks_again_after_pauses() throws Exception {
        worker = WillowWorker.of(willow, "builds").start(item -> Outcome.DONE);
        takes.add(new Told(503, Map.of(), ""));
        assertThat(ticker.awaitAlarms(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        takes.add(item(0));
        ticker.advance(Duration.ofSeconds(5));
        assertThat(nextAck()).contains("\"Success\":true");
    }

    @Test
    void an_ack_that_finds_nobody_is_sent_again_while_the_item_is_kept() throws Exception {
        ackStatus = 503;
        worker = WillowWorker.of(willow, "builds").start(item -> Outcome.DONE);
        takes.add(item(0));
        nextAck();
        ticker.await("a pause has begun", () -> ticker.alarms() == 2);
        ackStatus = 200;
        ticker.advance(Duration.ofSeconds(5));
        assertThat(nextAck()).contains("\"Success\":true");
    }

    private static Outcome untilInterrupted(CompletableFuture<Boolean> stopped) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return Outcome.DONE;
        } finally {
            stopped.complete(true);
        }
    }

    private String nextAck() throws InterruptedException {
        String ack = acks.poll(30, TimeUnit.SECONDS);
        assertThat(ack).as("an ack").isNotNull();
        return ack;
    }

    private Told answer(Asked asked) {
        if (asked.target().contains("/dequeue")) return take(asked);
        if (asked.target().endsWith("/heartbeat")) return new Told(200, Map.of(), KEPT);
        if (!asked.target().endsWith("/ack")) return new Told(200, Map.of(), "[" + beat + "]");
        acks.add(asked.body());
        return new Told(ackStatus, Map.of(), "");
    }

    private Told take(Asked asked) {
        asksBegun.release();
        if (asked.target().contains("wait=1000000000")) return recovery.join(); // after an interrupt
        try {
            return takes.take();
        } catch (InterruptedException closing) {
            return new Told(204, Map.of(), "");
        }
    }

    private static Told item(int number) {
        return new Told(200, Map.of(), """
                {"Spec": {"DBDefinition": {"KeyValues": {"branch": "main"}},
                          "Properties": {"Item": "aGVsbG8=", "TimeoutDuration": "12s"}},
                 "State": {"ID": "i%d", "Attempt": %d, "Updates": 0, "FencingToken": 17}}""".formatted(number, number));
    }
}
