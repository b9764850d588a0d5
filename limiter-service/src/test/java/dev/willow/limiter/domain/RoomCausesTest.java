package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static dev.willow.limiter.domain.Scenario.patterns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// News of room leave in the very step that makes it, whatever makes it: no timer stands between.
class RoomCausesTest {
    private static final Duration LEASE = Duration.ofSeconds(3);
    private final TableDriver driver = TableDriver.withWillingLocker();

    private enum Cause {
        SUBTRACTION(by -> new LimiterCommand.Subtract(by, keyValues("branch=main"), 1)),
        LEASE_REMOVED(by -> new LimiterCommand.RemoveLease(by, keyValues("branch=main"), "x")),
        COUNTER_SET(by -> new LimiterCommand.SetNumber(by, keyValues("branch=main"), 0)),
        LIMIT_RAISED(by -> new LimiterCommand.ChangeRule(by, "builds", limit(Limit.atMost(9)))),
        LIMIT_LIFTED(by -> new LimiterCommand.ChangeRule(by, "builds", limit(Limit.UNLIMITED))),
        RULE_PAUSED(by -> pause(by, true)),
        RULE_DELETED(by -> new LimiterCommand.DeleteRule(by, "builds")),
        OVERRIDE_CREATED(by -> new LimiterCommand.CreateOverride(
                by, "builds", "id-o", "over", patterns("branch=main"), new Terms(Limit.atMost(9), false))),
        OVERRIDE_CHANGED(by -> new LimiterCommand.ChangeOverride(by, "builds", "there", limit(Limit.atMost(9)))),
        OVERRIDE_DELETED(by -> new LimiterCommand.DeleteOverride(by, "builds", "there"));

        private final Function<RequestId, LimiterCommand.Asked> command;

        Cause(Function<RequestId, LimiterCommand.Asked> command) {
            this.command = command;
        }

        private static Terms.Change limit(Limit limit) {
            return new Terms.Change(Optional.of(limit), Optional.empty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void news_leave_in_the_step_of_their_cause(Cause cause) {
        aGroupThatRefusedSomebody();
        RequestId listener = listen();
        assertThat(driver.answerTo(listener)).as("nothing yet").isEmpty();
        driver.run(driver.table.begin(cause.command.apply(driver.newRequest()), driver.now)); // time stands still
        assertToldOfRoom(listener);
    }

    @Test
    void news_of_a_resumed_rule_leave_in_the_step_that_resumes_it() {
        aGroupThatRefusedSomebody();
        begin(pause(driver.newRequest(), true));
        RequestId listener = listen();
        begin(pause(driver.newRequest(), false));
        assertToldOfRoom(listener);
    }

    @Test
    void news_of_a_lapsed_lease_leave_at_the_instant_it_is_due() {
        aGroupThatRefusedSomebody();
        RequestId listener = listen();
        driver.pass(LEASE.minusNanos(1));
        assertThat(driver.answerTo(listener)).as("one nanosecond early").isEmpty();
        driver.pass(Duration.ofNanos(1));
        assertToldOfRoom(listener);
    }

    private static LimiterCommand.ChangeRule pause(RequestId by, boolean paused) {
        return new LimiterCommand.ChangeRule(by, "builds", new Terms.Change(Optional.empty(), Optional.of(paused)));
    }

    private void assertToldOfRoom(RequestId listener) {
        assertThat(((LimiterEvent.RoomTold) driver.answerTo(listener).orElseThrow()).news().rooms()).singleElement()
                .extracting(RoomNews.Room::rule).isEqualTo("builds");
    }

    private void aGroupThatRefusedSomebody() {
        begin(new LimiterCommand.CreateRule(driver.newRequest(),
                new Bound.Rule("id", "builds", patterns("branch=*"), new Terms(Limit.atMost(1), false))));
        begin(new LimiterCommand.CreateOverride(
                driver.newRequest(), "builds", "id-t", "there", patterns("branch=release"), new Terms(Limit.atMost(1), false)));
        driver.add(new Addition(keyValues("branch=main"), 1, Optional.of(new Addition.LeaseTerms("x", LEASE))), false);
        driver.add(new Addition(keyValues("branch=main"), 1, Optional.empty()), false); // refused
    }

    private RequestId listen() {
        RequestId asks = driver.newRequest();
        driver.run(driver.table.listen(asks, Optional.empty(), true));
        RoomCursor now = RoomCursor.parse(((LimiterEvent.RoomTold) driver.answerTo(asks).orElseThrow()).news().cursor());
        RequestId listener = driver.newRequest();
        driver.run(driver.table.listen(listener, Optional.of(now), true));
        return listener;
    }

    private void begin(LimiterCommand.Asked command) {
        driver.run(driver.table.begin(command, driver.now));
    }
}
