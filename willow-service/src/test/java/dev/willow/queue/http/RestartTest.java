package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Answers.token;
import static dev.willow.queue.http.Bodies.item;
import static dev.willow.queue.http.Bodies.updateable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.queue.domain.Counters;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service stopped and started again on the same directory.
class RestartTest {
    private static final String ITEMS = WillowTest.ITEMS;
    private static final String TAKE = WillowTest.TAKE;
    @AutoClose
    private final LimiterServer limiter = new LimiterServer();

    @Test
    void queues_and_items_survive_with_their_place_attempts_and_updates(@TempDir Path directory) {
        Answer queue;
        Answer first;
        Answer enqueued;
        try (RunningWillow willow = RunningWillow.at(directory, limiter)) {
            Http http = willow.http();
            http.post("/v1/queues", Bodies.queue("q", 50));
            http.post(ITEMS, item("\"branch\": \"a\"", "\"Item\": \"\", \"RetryAttempts\": 1"));
            first = http.post(TAKE, null);
            http.post(ITEMS + "/ack", Bodies.failed(itemId(first)));
            http.post(ITEMS, updateable("a", Bodies.HELLO));
            http.post(ITEMS, updateable("a", Bodies.BYE));
            enqueued = http.post(ITEMS, item("b"), "Idempotency-Key", "k1");
            queue = http.get("/v1/queues/q");
        }
        try (RunningWillow willow = RunningWillow.at(directory, limiter)) {
            Http http = willow.http();
            assertThat(http.get("/v1/queues/q").body()).isEqualTo(queue.body());
            assertThat(http.post(ITEMS, item("b"), "Idempotency-Key", "k1").body()).isEqualTo(enqueued.body());
            String fromA = Bodies.selecting("\"branch\": \"a\"");
            Answer again = http.post(TAKE, fromA);
            assertThat(itemId(again)).isEqualTo(itemId(first));
            assertThat(again.number("/State/Attempt")).isEqualTo(2);
            assertThat(token(again)).isGreaterThan(token(first));
            Answer updated = http.post(TAKE, fromA);
            assertThat(updated.text("/Spec/Properties/Item")).isEqualTo(Bodies.BYE);
            assertThat(updated.number("/State/Updates")).isEqualTo(1);
            assertThat(itemId(http.post(TAKE, null))).isEqualTo(itemId(enqueued));
            assertThat(http.post(TAKE, null).status()).isEqualTo(204);
        }
    }

    @Test
    void an_item_in_processing_stays_with_its_consumer_for_its_full_time_again(@TempDir Path directory) {
        String id;
        try (RunningWillow willow = RunningWillow.at(directory, limiter)) {
            Http http = willow.http();
            http.post("/v1/queues", Bodies.queue("q"));
            http.post(ITEMS, item("\"branch\": \"a\"", "\"Item\": \"\", \"TimeoutDuration\": \"10s\", \"RetryAttempts\": 1"));
            id = itemId(http.post(TAKE, null));
            willow.advance(Duration.ofSeconds(9));
        }
        try (RunningWillow willow = RunningWillow.at(directory, limiter)) {
            Http http = willow.http();
            willow.advance(Duration.ofSeconds(9));
            assertThat(http.post(TAKE, null).status()).isEqualTo(204);
            assertThat(http.post(ITEMS + "/heartbeat", Bodies.beat(id)).status()).isEqualTo(200);
            assertThat(http.post(ITEMS + "/ack", Bodies.done(id)).status()).isEqualTo(200);
            limiter.awaitLeases(0);
        }
    }

    @Test
    void who_took_an_item_is_told_until_the_service_is_started_again(@TempDir Path directory) {
        String id;
        try (RunningWillow willow = RunningWillow.at(directory, limiter)) {
            Http http = willow.http();
            http.post("/v1/queues", Bodies.queue("q"));
            http.post(ITEMS, item("a"));
            id = itemId(http.post(TAKE, null, "X-Request-ID", "runner-7"));
            assertThat(http.post("/v1/queues/q/explain", "{\"ItemID\": \"" + id + "\"}").text("/HeldBy/RequestID")).isEqualTo("runner-7");
        }
        try (RunningWillow willow = RunningWillow.at(directory, limiter)) {
            Answer explained = willow.http().post("/v1/queues/q/explain", "{\"ItemID\": \"" + id + "\"}");
            assertThat(explained.body().has("HeldBy")).isFalse();
            assertThat(explained.number("/Processing")).isEqualTo(1);
        }
    }

    @Test
    void leases_are_listed_only_where_the_limiter_has_others(@TempDir Path directory) {
        try (RunningWillow willow = RunningWillow.at(directory, limiter)) {
            willow.http().post("/v1/queues", Bodies.queue("q", 3));
            willow.http().post(ITEMS, item("a"));
            willow.http().post(ITEMS, item("b"));
            willow.http().post(TAKE, null);
        }
        int before = limiter.listings();
        RunningWillow.at(directory, limiter).close();
        assertThat(limiter.listings()).as("all is there").isEqualTo(before);

        limiter.addByHand(Counters.of("q", KeyValues.of("branch", Value.text("a"))).running(), "stray");
        RunningWillow.at(directory, limiter).close();
        assertThat(limiter.listings()).isEqualTo(before + 1);
        assertThat(limiter.leases()).hasSize(3).doesNotContain("stray");
    }

    @Test
    void a_limiter_that_has_no_digests_yet_is_asked_for_its_leases(@TempDir Path directory) {
        limiter.hasNoDigests();
        try (RunningWillow willow = RunningWillow.at(directory, limiter)) {
            assertThat(limiter.listings()).isEqualTo(1);
            willow.http().post("/v1/queues", Bodies.queue("q", 3));
            assertThat(willow.http().post(ITEMS, item("a")).status()).isEqualTo(201);
        }
    }

    @Test
    void a_limiter_that_forgot_everything_is_told_again(@TempDir Path directory) {
        try (RunningWillow willow = RunningWillow.at(directory, limiter)) {
            Http http = willow.http();
            http.post("/v1/queues", Bodies.queue("q", 3));
            http.post(ITEMS, item("a"));
            http.post(ITEMS, item("a"));
            http.post(TAKE, null);
        }
        try (LimiterServer fresh = new LimiterServer(); RunningWillow willow = RunningWillow.at(directory, fresh)) {
            assertThat(fresh.limits()).containsExactly("q 3");
            assertThat(fresh.leases()).isEqualTo(limiter.leases()).hasSize(3);
            assertThat(willow.http().post(ITEMS, item("b")).status()).isEqualTo(201);
            assertThat(willow.http().post(ITEMS, item("c")).status()).isEqualTo(409);
        }
    }

    @Test
    void a_limit_that_the_limiter_does_not_accept_keeps_no_other_queue_from_its_own(@TempDir Path directory) {
        String before = "_willow_" + "a".repeat(4088); // the name of its override is longer, and too long
        try (RunningWillow willow = RunningWillow.at(directory, limiter)) {
            for (String name : new String[] {before, "b", "q"}) willow.http().post("/v1/queues", Bodies.queue(name, 3));
            assertThat(limiter.limits()).containsExactly("b 3", "q 3");
        }
        try (LimiterServer fresh = new LimiterServer(); RunningWillow willow = RunningWillow.at(directory, fresh)) {
            assertThat(fresh.limits()).containsExactlyInAnyOrder("b 3", "q 3");
            assertThat(willow.http().post(ITEMS, item("a")).status()).isEqualTo(201);
        }
    }
}
