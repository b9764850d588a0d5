package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Bodies.item;
import static dev.willow.queue.http.Bodies.selecting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Callers that wait for items, and what becomes of those who leave.
class WaitingCallsTest extends WillowTest {
    private static final String DEQUEUE = ITEMS + "/dequeue";

    WaitingCallsTest() {
        super("willow.max-waiters=5");
    }

    @Test
    void an_enqueue_reaches_the_caller_whose_query_matches() {
        CompletableFuture<Answer> forB = waiting(1, selecting("\"branch\": \"b\""));
        CompletableFuture<Answer> forA = waiting(2, selecting("\"branch\": \"a\""));
        String id = itemId(http.post(ITEMS, item("a")));
        assertThat(itemId(Http.await(forA))).isEqualTo(id);
        assertThat(forB).isNotDone();
        http.post(ITEMS, item("b"));
        assertThat(Http.await(forB).status()).isEqualTo(200);
    }

    @Test
    void callers_are_served_in_the_order_in_which_they_came() {
        List<CompletableFuture<Answer>> line = new ArrayList<>();
        for (int i = 1; i <= 5; i++) line.add(waiting(i, null));
        for (CompletableFuture<Answer> next : line) {
            String id = itemId(http.post(ITEMS, item("a")));
            assertThat(itemId(Http.await(next))).isEqualTo(id);
        }
    }

    @Test
    void patience_ends_with_204() {
        CompletableFuture<Answer> waiting = waiting(1, null, "?wait=7s");
        willow.advance(Duration.ofSeconds(7));
        assertThat(Http.await(waiting).status()).isEqualTo(204);
    }

    @Test
    void without_a_wait_a_caller_waits_the_maximum_of_five_minutes() {
        CompletableFuture<Answer> waiting = waiting(1, null);
        willow.advance(Duration.ofMinutes(5).minusNanos(1));
        assertThat(http.get("/v1/queues/q").number("/State/Consumers")).isEqualTo(1);
        willow.advance(Duration.ofNanos(1));
        assertThat(Http.await(waiting).status()).isEqualTo(204);
    }

    @Test
    void with_max_a_caller_waits_for_the_first_item_and_for_no_more() {
        CompletableFuture<Answer> waiting = waiting(1, null, "?max=10");
        String id = itemId(http.post(ITEMS, item("a")));
        assertThat(Http.await(waiting).body().size()).isEqualTo(1);
        assertThat(Http.await(waiting).text("/0/State/ID")).isEqualTo(id);
    }

    @Test
    void callers_that_wait_are_counted() {
        waiting(1, null);
        waiting(2, selecting("\"branch\": \"b\""));
        assertThat(http.put("/v1/queues/q", "{\"MaxItems\": 9}").number("/State/Consumers")).isEqualTo(2);
        assertThat(http.get("/v1/queues").number("/0/State/Consumers")).isEqualTo(2);
    }

    @Test
    void too_many_callers_are_429() {
        for (int i = 1; i <= 5; i++) waiting(i, null);
        Answer sixth = http.post(DEQUEUE, null);
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.text("/type")).isEqualTo("urn:willow:problem:too-many-waiting");
        assertThat(sixth.header("Retry-After")).isPresent();
    }

    @Test
    void waiting_callers_of_a_deleted_queue_get_409_at_once() {
        CompletableFuture<Answer> waiting = waiting(1, null);
        http.delete("/v1/queues/q", null);
        Answer answer = Http.await(waiting);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/type")).isEqualTo("urn:willow:problem:queue-deleted");
    }

    @Test
    void waiting_callers_are_sent_away_when_the_service_stops() {
        CompletableFuture<Answer> waiting = waiting(1, null);
        willow.stop();
        Answer answer = Http.await(waiting);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
    }

    @Test
    void a_caller_that_hangs_up_in_line_is_forgotten() {
        Connection leaving = http.open("POST", DEQUEUE, "");
        awaitConsumers(1);
        leaving.close();
        awaitConsumers(0);
        http.post(ITEMS, item("a"));
        assertThat(http.post(DEQUEUE, null).number("/State/Attempt")).isEqualTo(1);
    }

    /// The item is let in by the Limiter only after its caller has gone. Its attempts are none, so that it would be lost had one been
    /// used, and its time-out never comes.
    @Test
    void an_item_that_was_meant_for_a_caller_that_has_gone_goes_to_the_next_with_no_attempt_used() {
        String id = itemId(http.post(ITEMS, item("a")));
        willow.limiter().holdQuestions();
        Connection leaving = http.open("POST", DEQUEUE, "");
        willow.limiter().awaitHeldQuestion();
        leaving.close();
        awaitConsumers(0);
        willow.limiter().answer();
        Answer next = http.post(DEQUEUE, null);
        assertThat(itemId(next)).isEqualTo(id);
        assertThat(next.number("/State/Attempt")).isEqualTo(1);
        willow.limiter().awaitLeases(2); // its place in the queue, and this one hand-out
    }

    @Test
    void an_item_is_with_whoever_is_there_however_its_first_caller_leaves() {
        for (int round = 0; round < 20; round++) {
            Connection leaving = http.open("POST", DEQUEUE, "");
            awaitConsumers(1);
            CompletableFuture<Answer> enqueued = http.posting(ITEMS, item("a"));
            leaving.close(); // before, while or after the item is on its way there
            String id = itemId(Http.await(enqueued));
            Answer taken = http.post(DEQUEUE, null);
            assertThat(itemId(taken)).isEqualTo(id);
            assertThat(taken.number("/State/Attempt")).isEqualTo(1);
            http.post(ITEMS + "/ack", Bodies.done(id));
            willow.limiter().awaitLeases(0);
        }
    }

    private CompletableFuture<Answer> waiting(int inLine, String body) {
        return waiting(inLine, body, "");
    }

    private CompletableFuture<Answer> waiting(int inLine, String body, String parameters) {
        CompletableFuture<Answer> answer = http.posting(DEQUEUE + parameters, body);
        awaitConsumers(inLine);
        return answer;
    }

    /// Nothing happens in the log when a caller comes to wait, so this asks until it shows.
    private void awaitConsumers(int number) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (http.get("/v1/queues/q").number("/State/Consumers") != number)
            if (System.nanoTime() > end) throw new AssertionError("not " + number + " consumers");
    }
}
