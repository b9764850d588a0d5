package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Bodies.item;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Channels, call by call.
class ChannelCallsTest extends WillowTest {
    @BeforeEach
    void items() {
        for (int i = 0; i < 7; i++) http.post(CHANNELS + "/items", item("\"n\": " + i, "\"Item\": \"\""));
    }

    @Test
    void a_query_finds_channels_with_their_counts_by_both_methods() {
        http.post(CHANNELS + "/items", item("\"n\": 3", "\"Item\": \"\""));
        http.post(CHANNELS + "/items/dequeue?wait=0", "{\"Selections\": {\"KeyValues\": {\"n\": 3}}}");
        Answer found = http.get(CHANNELS, "{\"Selections\": {\"KeyValues\": {\"n\": 3}}}");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().size()).isEqualTo(1);
        assertThat(found.number("/0/State/Waiting")).isEqualTo(1);
        assertThat(found.number("/0/State/Processing")).isEqualTo(1);
        assertThat(found.text("/0/Spec/DBDefinition/KeyValues/n/Data")).isEqualTo("3");
        assertThat(http.post(CHANNELS + "/query", "{\"Selections\": {\"KeyValues\": {\"n\": 3}}}").body()).isEqualTo(found.body());
        assertThat(http.get(CHANNELS).body().size()).isEqualTo(7);
        assertThat(http.post(CHANNELS + "/query", null).body().size()).isEqualTo(7);
    }

    @Test
    void pages_follow_each_other_by_the_cursor() {
        List<String> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Answer page = http.post(CHANNELS + "/query", "{\"Limit\": 3, \"OrderBy\": {\"Key\": \"n\", \"Direction\": \"descending\"}"
                    + after.map(cursor -> ", \"After\": \"" + cursor + "\"").orElse("") + "}");
            page.body().forEach(channel -> seen.add(channel.at("/Spec/DBDefinition/KeyValues/n/Data").asString()));
            after = page.header("X-Next-Cursor");
        } while (after.isPresent());
        assertThat(seen).containsExactly("6", "5", "4", "3", "2", "1", "0");
        Answer damaged = http.post(CHANNELS + "/query", "{\"After\": \"damaged\"}");
        assertThat(damaged.status()).isEqualTo(400);
        assertThat(damaged.text("/Field")).isEqualTo("$.After");
    }

    @Test
    void a_channel_is_deleted_with_its_items_and_counters() {
        Answer held = http.post(CHANNELS + "/items/dequeue?wait=0", "{\"Selections\": {\"KeyValues\": {\"n\": 3}}}");
        http.post(CHANNELS + "/items", item("\"n\": 3", "\"Item\": \"\""));
        assertThat(http.delete(CHANNELS, "{\"KeyValues\": {\"n\": 3}}").status()).isEqualTo(204);
        assertThat(willow.limiter().leases()).hasSize(6);
        assertThat(http.post(CHANNELS + "/items/ack", Bodies.done(itemId(held))).status()).isEqualTo(404);
        assertThat(http.post(CHANNELS + "/items/heartbeat", Bodies.beat(itemId(held))).status()).isEqualTo(404);
        Answer again = http.delete(CHANNELS, "{\"KeyValues\": {\"n\": 3}}");
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.text("/type")).isEqualTo("urn:willow:problem:unknown-channel");
        assertThat(http.delete(CHANNELS, "{\"n\": 4}").status()).as("the bare key-values").isEqualTo(204);
        assertThat(http.get(CHANNELS).body().size()).isEqualTo(5);
    }

    /// Channels come and go by themselves as well; only a queue that is gone has nothing to wait for.
    @Test
    void who_waits_for_a_channel_that_is_deleted_gets_what_comes_into_it_next() {
        willow.limiter().limit("n", 0);
        String channel = "{\"Selections\": {\"KeyValues\": {\"n\": 3}}}";
        CompletableFuture<Answer> waiting = http.posting(CHANNELS + "/items/dequeue", channel);
        while (http.get("/v1/queues/q").number("/State/Consumers") == 0) Thread.onSpinWait();
        assertThat(http.delete(CHANNELS, "{\"n\": 3}").status()).isEqualTo(204);
        willow.limiter().limit("n", 1);
        String id = itemId(http.post(CHANNELS + "/items", item("\"n\": 3", "\"Item\": \"\"")));
        assertThat(itemId(Http.await(waiting))).isEqualTo(id);
    }

    @Test
    void channels_are_deleted_by_query() {
        String above = "{\"Selections\": {\"KeyValues\": {\"n\": {\"Value\": 2, \"Comparison\": \">\"}}}}";
        assertThat(http.delete(CHANNELS + "?many=true", above).status()).isEqualTo(204);
        assertThat(http.get(CHANNELS).body().size()).isEqualTo(3);
        assertThat(http.delete(CHANNELS + "?many=true", above).status()).isEqualTo(404);
        assertThat(http.delete(CHANNELS + "?many=true", null).status()).as("a forgotten body").isEqualTo(400);
        assertThat(http.delete(CHANNELS + "?many=perhaps", "{\"n\": 1}").text("/Field")).isEqualTo("many");
        assertThat(http.get(CHANNELS).body().size()).isEqualTo(3);
        assertThat(http.delete(CHANNELS + "?many=true", "{}").status()).isEqualTo(204);
        assertThat(willow.limiter().leases()).isEmpty();
    }
}
