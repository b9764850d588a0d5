package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Bodies.failed;
import static dev.willow.queue.http.Bodies.item;
import static dev.willow.queue.http.Bodies.queue;
import static dev.willow.queue.http.Bodies.updateable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import dev.willow.testing.metrics.Scrape;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What can be seen of the queues at `/actuator/prometheus`.
class MetricsTest extends WillowTest {
    MetricsTest() {
        super("metrics.refresh=1ns", "metrics.named=10");
    }

    private Scrape scrape() {
        return Scrape.of(http);
    }

    @Test
    void a_queue_shows_what_waits_what_runs_who_waits_and_for_how_long() {
        http.post(ITEMS, updateable("a", Bodies.HELLO));
        http.post(ITEMS, updateable("a", Bodies.BYE));
        http.post(ITEMS, item("b"));
        http.post(ITEMS, item("c"));
        String taken = itemId(http.post(TAKE, null));
        willow.advance(Duration.ofSeconds(7));
        Scrape scrape = scrape();
        assertThat(scrape.value("willow_queue_items", "queue", "q", "state", "waiting")).isEqualTo(2);
        assertThat(scrape.value("willow_queue_items", "queue", "q", "state", "processing")).isEqualTo(1);
        assertThat(scrape.value("willow_queue_channels", "queue", "q")).isEqualTo(3);
        assertThat(scrape.value("willow_queue_oldest_seconds", "queue", "q")).isEqualTo(7);
        assertThat(scrape.value("willow_items_enqueued_total")).isEqualTo(3);
        assertThat(scrape.value("willow_items_updated_total")).isEqualTo(1);
        assertThat(scrape.value("willow_items_handed_out_total")).isEqualTo(1);
        assertThat(scrape.value("willow_limiter_reachable")).isEqualTo(1);
        http.post(ITEMS, item("\"branch\": \"d\"", "\"Item\": \"" + Bodies.HELLO + "\", \"RetryAttempts\": 1"));
        http.post(ITEMS + "/ack", failed(taken));
        for (int i = 0; i < 3; i++) taken = itemId(http.post(TAKE, null));
        http.post(ITEMS + "/ack", failed(taken));
        assertThat(scrape().value("willow_items_retried_total")).isEqualTo(1);
    }

    @Test
    void callers_that_wait_are_shown_until_they_leave() {
        CompletableFuture<Answer> waiting = http.posting(ITEMS + "/dequeue?wait=1m", null);
        while (http.get("/v1/queues/q").number("/State/Consumers") == 0) Thread.onSpinWait();
        assertThat(scrape().value("willow_queue_consumers_waiting", "queue", "q")).isEqualTo(1);
        http.post(ITEMS, item("a"));
        assertThat(Http.await(waiting).status()).isEqualTo(200);
        assertThat(scrape().value("willow_queue_consumers_waiting", "queue", "q")).isZero();
    }

    @Test
    void channels_that_a_rule_holds_back_are_shown_by_queue_and_by_rule_until_there_is_room() {
        willow.limiter().limit("os", 1);
        for (String branch : new String[] {"a", "b", "c"})
            http.post(ITEMS, item("\"branch\": \"" + branch + "\", \"os\": \"linux\"", "\"Item\": \"" + Bodies.HELLO + "\""));
        String taken = itemId(http.post(TAKE, null));
        assertThat(http.post(TAKE, null).status()).isEqualTo(204);
        Scrape scrape = scrape();
        assertThat(scrape.value("willow_queue_channels_held_back", "queue", "q")).isEqualTo(2);
        assertThat(scrape.sum("willow_rule_channels_held_back")).isEqualTo(2);
        assertThat(scrape.matching("willow_rule_channels_held_back", "rule", "other")).singleElement()
                .satisfies(other -> assertThat(other.value()).isZero());
        http.post(ITEMS + "/ack", Bodies.done(taken));
        assertThat(http.post("/v1/queues/q/channels/items/dequeue?wait=10s", null).status()).isEqualTo(200);
        http.delete("/v1/queues/q");
        assertThat(scrape().sum("willow_rule_channels_held_back")).isZero();
    }

    @Test
    void a_deleted_queue_is_shown_no_longer_and_one_called_other_is_put_with_the_others() {
        http.post("/v1/queues", queue("other"));
        http.post("/v1/queues/other/channels/items", item("a"));
        assertThat(scrape().value("willow_queue_items", "queue", "other", "state", "waiting")).isEqualTo(1);
        http.delete("/v1/queues/q");
        Scrape scrape = scrape();
        assertThat(scrape.matching("willow_queue_items", "queue", "q")).isEmpty();
        assertThat(scrape.value("willow_queue_items", "queue", "other", "state", "waiting")).isEqualTo(1);
    }

    @Test
    void the_number_of_series_is_bounded_whatever_users_send() {
        for (int i = 0; i < 20; i++) send(i);
        odd(0);
        scrape(); // is a call that is counted, too
        int before = scrape().ours().size();
        for (int i = 20; i < 500; i++) send(i);
        for (int i = 0; i < 1_500; i++) http.post(ITEMS, item("many-" + i));
        for (int i = 1; i < 200; i++) odd(i);
        Scrape scrape = scrape();
        assertThat(scrape.ours()).hasSizeLessThanOrEqualTo(before);
        assertThat(scrape.matching("willow_queue_channels")).hasSize(11);
        assertThat(scrape.value("willow_queue_channels", "queue", "queue-000")).isEqualTo(1);
        assertThat(scrape.value("willow_queue_channels", "queue", "q")).isEqualTo(1_500);
        assertThat(scrape.value("willow_queue_channels", "queue", "other")).as("all but q and the first nine").isEqualTo(491);
        assertThat(scrape.sum("willow_queue_items", "state", "waiting")).isEqualTo(2_000);
        assertThat(scrape.series()).noneMatch(each -> each.tags().values().stream().anyMatch(value -> value.contains("odd") || value.contains("many")));
    }

    private void send(int number) {
        String name = "queue-%03d".formatted(number);
        assertThat(http.post("/v1/queues", queue(name)).status()).isEqualTo(201);
        assertThat(http.post("/v1/queues/" + name + "/channels/items", item("a")).status()).isEqualTo(201);
    }

    private void odd(int number) {
        http.get("/odd-" + number);
        http.get("/v1/odd-" + number + "/more");
        http.get("/v1/queues/odd-" + number);
        http.call("ODD" + (char) ('A' + number % 26), "/v1/queues", null);
        http.delete("/v1/queues/odd%2F" + number);
    }
}
