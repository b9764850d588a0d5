package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Answers.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.queue.http.UpdateHistory.Accepted;
import dev.willow.queue.http.UpdateHistory.Delivered;
import dev.willow.queue.http.UpdateHistory.Ending;
import dev.willow.queue.http.UpdateHistory.Thing;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import dev.willow.testing.random.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Many producers overwrite what many consumers take, over HTTP, all at once. Each producer numbers what it puts into a channel, and
/// afterwards [UpdateHistory] says whether anything was lost, doubled or with two consumers.
class UpdateRaceTest extends WillowTest {
    private static final int PRODUCERS = 8;
    private static final int CONSUMERS = 6;
    private static final int CHANNELS_SHARED = 4;
    private static final int EACH = 150;
    private static final String KEY = "Idempotency-Key";

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final UpdateHistory history = new UpdateHistory();
    private final long seed = Seeds.announcedFor(UpdateRaceTest.class);

    @Test
    void every_update_is_delivered_or_overwritten_by_a_later_one_that_is() {
        race(0);
    }

    @Test
    void every_update_is_delivered_or_overwritten_under_limits_and_in_a_queue_that_holds_one_item_per_channel_and_consumer() {
        willow.limiter().limit("channel", 2);
        http.put("/v1/queues/q", "{\"MaxItems\": " + (CHANNELS_SHARED + CONSUMERS) + "}");
        race(0);
    }

    @Test
    void whoever_loses_an_answer_asks_again_with_its_key_and_nothing_is_lost_or_doubled() {
        race(3);
    }

    /// @param lossy one of how many calls loses its answer; 0: none
    private void race(int lossy) {
        List<CompletableFuture<Void>> consumers = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) consumers.add(started(new Party(i + 100, lossy)::consume));
        List<CompletableFuture<Void>> producers = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) producers.add(started(new Party(i, lossy)::produce));
        producers.forEach(Http::await);
        awaitEmptyQueue();
        http.delete("/v1/queues/q");
        consumers.forEach(Http::await);

        assertThat(history.contradictions()).isEmpty();
        assertThat(history.updates()).as("updates in place, so that there was a race").isPositive();
        assertThat(history.deliveries()).as("deliveries").isPositive();
        assertThat(willow.limiter().leases()).isEmpty();
    }

    private CompletableFuture<Void> started(Runnable work) {
        return CompletableFuture.runAsync(work, threads);
    }

    private void awaitEmptyQueue() {
        long end = System.nanoTime() + Http.BOUND.toNanos();
        while (http.get("/v1/queues/q").number("/State/Channels") > 0)
            if (System.nanoTime() > end) throw new AssertionError("never empty: " + http.get(CHANNELS).content());
    }

    /// A producer or a consumer.
    private final class Party {
        private final int number;
        private final int lossy;
        private final Random random;
        private int calls;

        Party(int number, int lossy) {
            this.number = number;
            this.lossy = lossy;
            this.random = new Random(seed + number);
        }

        void produce() {
            for (int i = 1; i <= EACH; i++) {
                Thing thing = new Thing("c" + random.nextInt(CHANNELS_SHARED), number, i);
                Answer answer = post(ITEMS, Bodies.item("\"channel\": \"" + thing.channel() + "\"",
                        "\"Item\": \"" + bytes(thing) + "\", \"Updateable\": true, \"RetryAttempts\": -1"));
                assertThat(answer.status()).as(answer.content()).isIn(200, 201);
                history.add(new Accepted(thing, itemId(answer), answer.number("/State/Updates"), answer.status()));
            }
        }

        /// Until the queue is gone.
        void consume() {
            while (true) {
                Answer taken = post(ITEMS + "/dequeue", "{}");
                long from = System.nanoTime();
                if (taken.kind().equals("queue-deleted") || taken.kind().equals("unknown-queue")) return;
                assertThat(taken.status()).as(taken.content()).isEqualTo(200);
                Ending ending = random.nextInt(4) > 0 ? Ending.SUCCESS : random.nextBoolean() ? Ending.FAILURE : Ending.RELEASE;
                Thing thing = thing(taken.text("/Spec/Properties/Item"));
                assertThat(taken.text("/Spec/DBDefinition/KeyValues/channel/Data")).isEqualTo(thing.channel());
                String id = itemId(taken);
                assertThat(http.post(ITEMS + "/heartbeat", Bodies.beat(id)).status()).isEqualTo(200);
                history.add(new Delivered(thing, id, taken.number("/State/Updates"), (int) taken.number("/State/Attempt"), token(taken),
                        from, System.nanoTime(), ending));
                Answer acked = post(ITEMS + "/ack", switch (ending) {
                    case SUCCESS -> Bodies.done(id);
                    case FAILURE -> Bodies.failed(id);
                    case RELEASE -> Bodies.released(id);
                });
                assertThat(acked.status()).as(acked.content()).isEqualTo(200);
            }
        }

        /// Now and then hangs up before the answer comes, and asks again with the same key, as often as it takes.
        private Answer post(String path, String body) {
            if (lossy == 0) return http.post(path, body);
            String key = number + "-" + ++calls;
            while (random.nextInt(lossy) == 0) http.open("POST", path, body, KEY, key).close();
            return http.post(path, body, KEY, key);
        }
    }

    private static String bytes(Thing thing) {
        String text = thing.channel() + " " + thing.producer() + " " + thing.number();
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Thing thing(String bytes) {
        String[] parts = new String(Base64.getDecoder().decode(bytes), StandardCharsets.UTF_8).split(" ");
        return new Thing(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
