package dev.willow.locker.http;

import static dev.willow.locker.http.Answers.lockId;
import static dev.willow.locker.http.Answers.sessionId;
import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.locker.domain.LockEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import dev.willow.testing.metrics.Scrape;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What can be seen of the locks at `/actuator/prometheus`.
class MetricsTest {
    @AutoClose
    private final RunningLocker locker = RunningLocker.inMemory("metrics.refresh=1ns");

    private final Http http = locker.http();

    private Scrape scrape() {
        return Scrape.of(http);
    }

    @Test
    void locks_sessions_and_callers_in_line_are_shown_and_what_they_waited() {
        Answer holder = http.post("/v1/locks", lock("a"));
        http.post("/v1/locks", lock("b"));
        CompletableFuture<Answer> next = http.posting("/v1/locks", lock("a"));
        locker.events().await(LockEvent.Queued.class);
        Scrape scrape = scrape();
        assertThat(scrape.value("locker_locks_held")).isEqualTo(2);
        assertThat(scrape.value("locker_locks_used")).isEqualTo(2);
        assertThat(scrape.value("locker_sessions")).isEqualTo(2);
        assertThat(scrape.value("locker_requests_waiting")).isEqualTo(1);
        assertThat(scrape.value("locker_fencing_token")).isEqualTo(2);
        assertThat(scrape.value("locker_requests_waited_seconds_count")).isZero();
        http.delete("/v1/locks/" + lockId(holder), session(sessionId(holder)));
        assertThat(Http.await(next).status()).isEqualTo(200);
        scrape = scrape();
        assertThat(scrape.value("locker_requests_waiting")).isZero();
        assertThat(scrape.value("locker_locks_released_total")).isEqualTo(1);
        assertThat(scrape.value("locker_locks_handed_over_total")).isEqualTo(1);
        assertThat(scrape.value("locker_requests_waited_seconds_count")).isEqualTo(1);
        assertThat(scrape.value("locker_requests_waited_seconds_sum")).isPositive();
        assertThat(scrape.value("locker_locks_hand_over_seconds_count")).isEqualTo(1);
        assertThat(scrape.value("locker_locks_hand_over_seconds_sum")).isPositive()
                .isLessThan(scrape.value("locker_requests_waited_seconds_sum"));
        assertThat(scrape.value("locker_fencing_token")).isEqualTo(3);
    }

    @Test
    void the_engine_and_each_call_have_histograms() {
        for (int i = 0; i < 10; i++) http.post("/v1/locks", lock("a" + i));
        Scrape scrape = scrape();
        assertThat(scrape.value("engine_ready")).isEqualTo(1);
        assertThat(scrape.value("engine_entry_commands_count")).isEqualTo(10);
        assertThat(scrape.value("engine_entry_commands_bucket", "le", "1.0")).isEqualTo(10);
        assertThat(scrape.value("engine_entry_seconds_count")).isEqualTo(10);
        String[] calls = {"method", "POST", "uri", "/v1/locks", "status", "200"};
        assertThat(scrape.value("http_server_requests_seconds_count", calls)).isEqualTo(10);
        assertThat(scrape.matching("http_server_requests_seconds_bucket", calls)).hasSize(20)
                .anySatisfy(bucket -> assertThat(bucket.tags()).containsEntry("le", "1.0E-4"))
                .anySatisfy(bucket -> assertThat(bucket.tags()).containsEntry("le", "300.0"));
        assertThat(scrape.value("http_server_requests_seconds_bucket", "method", "POST", "uri", "/v1/locks", "status", "200", "le", "300.0"))
                .isEqualTo(10);
    }

    @Test
    void the_number_of_series_is_bounded_whatever_users_send() {
        send(0);
        scrape(); // is a call that is counted, too
        int before = scrape().ours().size();
        for (int i = 1; i < 1_000; i++) send(i);
        assertThat(scrape().ours()).hasSizeLessThanOrEqualTo(before);
        assertThat(scrape().value("locker_locks_held")).isEqualTo(1_000);
    }

    private void send(int number) {
        http.post("/v1/locks", lock("branch-" + number));
        http.get("/v1/odd-" + number);
        http.delete("/v1/locks/odd-" + number, session("odd-" + number));
    }
}
