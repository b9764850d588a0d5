package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A lease lapses in two steps: it is named as lapsed, and it is gone when that is in the log. Heartbeats that come in between
/// are too late, and are told so when the process can die without making it untrue.
class LeaseLapseTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private final TableDriver driver = TableDriver.withWillingLocker();

    @BeforeEach
    void addTwoLeases() {
        add("short", TIMEOUT);
        add("long", TIMEOUT.multipliedBy(2));
        driver.holdBackApplying();
    }

    @Test
    void who_comes_too_late_is_told_so_only_when_the_lapse_is_in_the_log() {
        driver.pass(TIMEOUT);
        RequestId late = beat("short");
        assertThat(driver.answerTo(late)).as("it could still be undone").isEmpty();
        driver.applyWritten();
        assertThat(unknown(late)).containsExactly("short");
        assertThat(unknown(beat("short"))).as("asked again").containsExactly("short");
    }

    @Test
    void a_lapse_that_was_lost_with_the_process_was_told_nobody_and_the_lease_has_its_full_time_again() {
        driver.pass(TIMEOUT);
        RequestId late = beat("short");
        driver.restart();
        assertThat(driver.answerTo(late)).isEmpty();
        driver.pass(TIMEOUT.minusNanos(1));
        assertThat(unknown(beat("short"))).isEmpty();
    }

    @Test
    void one_heartbeat_for_many_keeps_those_in_time_from_when_it_came_and_names_all_that_are_gone_together() {
        driver.pass(TIMEOUT);
        RequestId both = beat("short", "never", "long");
        assertThat(driver.answerTo(both)).isEmpty();
        driver.applyWritten();
        assertThat(unknown(both)).containsExactly("short", "never");
        driver.pass(TIMEOUT.multipliedBy(2).minusNanos(1));
        assertThat(unknown(beat("long"))).isEmpty();
    }

    @Test
    void a_heartbeat_for_leases_in_time_alone_is_answered_at_once() {
        driver.pass(TIMEOUT);
        assertThat(unknown(beat("long", "never"))).containsExactly("never");
    }

    @Test
    void a_lease_added_again_while_its_lapse_is_written_stays_and_the_late_heartbeat_gets_its_answer() {
        driver.pass(TIMEOUT);
        RequestId late = beat("short");
        add("short", TIMEOUT);
        driver.applyAtOnce();
        assertThat(driver.answerTo(late)).as("it is not left waiting").isPresent();
        assertThat(unknown(beat("short"))).isEmpty();
    }

    private void add(String lease, Duration timeout) {
        driver.add(new Addition(keyValues("branch=main"), 1, Optional.of(new Addition.LeaseTerms(lease, timeout))), false);
    }

    private RequestId beat(String... leases) {
        RequestId by = driver.newRequest();
        driver.run(driver.table.heartbeat(by, List.of(leases), driver.now));
        return by;
    }

    private List<String> unknown(RequestId by) {
        return ((LimiterEvent.HeartbeatTaken) driver.answerTo(by).orElseThrow()).unknown();
    }
}
