package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Bodies.beat;
import static dev.willow.queue.http.Bodies.done;
import static dev.willow.queue.http.Bodies.item;
import static dev.willow.queue.http.Bodies.updateable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// While the Limiter is away nothing new is let in or handed out, and all else goes on.
class LimiterAwayTest extends WillowTest {
    @Test
    void nothing_is_let_in_or_handed_out_and_each_refusal_says_when_to_try_again() {
        http.post(ITEMS, item("a"));
        willow.limiter().leave();
        checkUnreachable(http.post(TAKE, null));
        checkUnreachable(http.post(ITEMS, item("b")));
        Answer batch = http.post(ITEMS + "/batch", "[" + item("b") + "]");
        assertThat(batch.status()).isEqualTo(200);
        assertThat(batch.number("/0/Status")).isEqualTo(503);
        assertThat(http.get("/health").status()).isEqualTo(200);
        assertThat(http.get("/v1/queues/q").number("/State/Waiting")).isEqualTo(1);
    }

    @Test
    void callers_in_line_are_sent_away() {
        CompletableFuture<Answer> waiting = http.posting(ITEMS + "/dequeue", null);
        while (http.get("/v1/queues/q").number("/State/Consumers") == 0) Thread.onSpinWait();
        willow.limiter().leave();
        checkUnreachable(Http.await(waiting));
    }

    @Test
    void heartbeats_acks_updates_and_look_ups_go_on_and_the_counters_follow() {
        http.post(ITEMS, updateable("a", Bodies.HELLO));
        http.post(ITEMS, updateable("b", Bodies.HELLO));
        String id = itemId(http.post(TAKE, null));
        willow.limiter().leave();
        assertThat(http.post(ITEMS + "/heartbeat", beat(id)).status()).isEqualTo(200);
        assertThat(http.post(ITEMS, updateable("b", Bodies.BYE)).status()).isEqualTo(200);
        assertThat(http.post(ITEMS + "/ack", done(id)).status()).isEqualTo(200);
        assertThat(http.get("/v1/queues/q/channels").body().size()).isEqualTo(1);
        assertThat(willow.limiter().leases()).hasSize(3);
        int listenings = willow.limiter().listenings();
        willow.limiter().comeBack();
        willow.limiter().awaitListening(listenings);
        willow.limiter().awaitLeases(1);
        assertThat(http.post(TAKE, null).text("/Spec/Properties/Item")).isEqualTo(Bodies.BYE);
    }

    @Test
    void who_asks_for_its_health_is_told_that_it_serves_once_the_limiter_was_reached() {
        try (LimiterServer limiter = new LimiterServer()) {
            limiter.leave();
            try (RunningWillow fresh = RunningWillow.inMemory(limiter, "willow.limiter-patience=1h")) {
                Answer notYet = fresh.http().get("/health");
                assertThat(notYet.status()).isEqualTo(503);
                assertThat(notYet.text("/detail")).isEqualTo("the Limiter has not been reached yet");
                limiter.comeBack();
                fresh.inAgreement();
                assertThat(fresh.http().get("/health").status()).isEqualTo(200);
                limiter.leave();
                assertThat(fresh.http().get("/health").status()).isEqualTo(200);
            }
            try (RunningWillow fresh = RunningWillow.inMemory(limiter, "willow.limiter-patience=1ns")) {
                assertThat(fresh.http().get("/health").status()).isEqualTo(200);
            }
        }
    }

    private static void checkUnreachable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("/type")).isEqualTo("urn:willow:problem:limiter-unreachable");
        assertThat(answer.header("Retry-After")).isPresent();
    }
}
