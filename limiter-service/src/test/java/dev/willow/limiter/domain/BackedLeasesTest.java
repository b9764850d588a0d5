package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.Addition.LeaseTerms;
import dev.willow.limiter.domain.LimiterEvent.Counted;
import dev.willow.limiter.domain.LimiterEvent.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// At most two builds at once on a branch; whose builds they are, their owner knows.
class BackedLeasesTest {
    private static final String MAIN = "branch=main";
    private static final Duration IDLE = Duration.ofSeconds(10);

    private final TableDriver driver = TableDriver.withWillingLocker();

    @BeforeEach
    void rule() {
        ask(by -> driver.run(driver.table.begin(new LimiterCommand.CreateRule(
                by, new Bound.Rule("id-builds", "builds", KeyPatterns.of(Map.of("branch", ValuePattern.ANY)), new Terms(Limit.atMost(2), false))), driver.now)));
    }

    @Test
    void the_first_is_answered_when_the_log_has_it_and_word_of_those_to_come() {
        driver.add(plain("warm"), false); // so that the lock of the group is held
        driver.holdBackApplying();
        RequestId first = add("a");
        assertThat(driver.written).hasExactlyElementsOfTypes(LimiterCommand.AnswerAhead.class, LimiterCommand.Add.class);
        assertThat(driver.answerTo(first)).isEmpty();
        driver.applyWritten();
        assertThat(driver.answerTo(first)).containsInstanceOf(Counted.class);
    }

    @Test
    void those_that_follow_are_answered_at_once_and_written_in_their_order() {
        goAhead();
        assertThat(driver.answerTo(add("b"))).containsInstanceOf(Counted.class);
        assertThat(driver.answerTo(remove("a"))).containsInstanceOf(Counted.class);
        assertThat(driver.answerTo(add("c"))).containsInstanceOf(Counted.class);
        assertThat(leases()).containsExactlyInAnyOrder("b", "c");
        assertThat(driver.written).allMatch(driver.table::isAhead).hasSize(3);
        driver.events.clear();
        driver.applyWritten();
        assertThat(driver.events).as("what was told before is not told again").isEmpty();
        assertThat(leases()).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void limits_hold_for_them_as_for_others_and_what_is_refused_is_not_written() {
        goAhead();
        add("b");
        assertThat(driver.answerTo(add("c"))).get().extracting(event -> ((Refused) event).refusal()).isInstanceOf(Refusal.Limited.class);
        assertThat(driver.written).hasSize(1);
        assertThat(driver.answerTo(remove("unknown"))).containsInstanceOf(Counted.class);
        assertThat(driver.written).as("nothing was removed").hasSize(1);
    }

    @Test
    void what_is_on_its_way_through_the_log_is_not_overtaken() {
        goAhead();
        RequestId other = ask(by -> driver.run(driver.table.add(by, plain("d"), false, driver.now)));
        RequestId backed = add("b");
        assertThat(driver.answerTo(backed)).as("the place may be the other's").isEmpty();
        driver.applyWritten();
        assertThat(driver.answerTo(other)).containsInstanceOf(Counted.class);
        assertThat(driver.answerTo(backed)).containsInstanceOf(Refused.class);
    }

    @Test
    void a_place_that_comes_free_while_somebody_waits_in_line_is_given_by_the_log() {
        goAhead();
        add("b");
        driver.applyWritten();
        RequestId waiting = ask(by -> driver.run(driver.table.add(by, plain("d"), true, driver.now)));
        driver.applyWritten();
        RequestId removal = remove("a");
        assertThat(driver.answerTo(removal)).isEmpty();
        driver.applyWritten();
        assertThat(driver.answerTo(waiting)).containsInstanceOf(Counted.class);
    }

    @Test
    void one_that_lapses_and_one_of_unusual_size_go_through_the_log() {
        goAhead();
        Addition lapses = new Addition(keyValues(MAIN), 1, Optional.of(new LeaseTerms("b", Duration.ofSeconds(1))));
        assertThat(driver.answerTo(ask(by -> driver.run(driver.table.addBacked(by, lapses, driver.now))))).isEmpty();
        driver.applyWritten();
        Addition large = new Addition(keyValues("os=" + "x".repeat(20_000)), 1, Optional.of(new LeaseTerms("c", Duration.ZERO)));
        assertThat(driver.answerTo(ask(by -> driver.run(driver.table.addBacked(by, large, driver.now))))).isEmpty();
    }

    @Test
    void after_a_crash_nobody_is_compared_until_the_owner_has_settled() {
        goAhead();
        add("b");
        driver.takeOver();
        assertThat(refusalOf(ask(by -> driver.run(driver.table.add(by, plain("d"), false, driver.now))))).isEqualTo(new Refusal.Unsettled());
        assertThat(driver.answerTo(ask(by -> driver.run(driver.table.begin(
                new LimiterCommand.RemoveLease(by, keyValues(MAIN), "a"), driver.now))))).as("removals ask no limit").isEmpty();
        driver.applyAtOnce();
        assertThat(driver.answerTo(add("b"))).as("the owner repairs").containsInstanceOf(Counted.class);
        long run = driver.table.view().run();
        assertThat(refusalOf(settle(Optional.of(run - 1)))).as("compared with the process that died").isEqualTo(new Refusal.AnotherRun(run));
        assertThat(driver.table.view().isUnsettled()).isTrue();
        settle(Optional.of(run));
        assertThat(driver.answerTo(ask(by -> driver.run(driver.table.add(by, plain("d"), false, driver.now))))).containsInstanceOf(Counted.class);
    }

    @Test
    void who_knows_that_no_owner_will_come_settles_without_comparing() {
        goAhead();
        driver.takeOver();
        settle(Optional.empty());
        assertThat(driver.table.view().isUnsettled()).isFalse();
    }

    @Test
    void unused_for_a_while_it_ends_and_a_crash_leaves_nothing_to_be_settled() {
        goAhead();
        driver.applyAtOnce();
        driver.pass(IDLE.minusNanos(1));
        assertThat(driver.log.getLast().command()).isNotEqualTo(new LimiterCommand.AnswerAhead(false));
        driver.pass(Duration.ofNanos(1));
        assertThat(driver.log.getLast().command()).isEqualTo(new LimiterCommand.AnswerAhead(false));
        driver.takeOver();
        assertThat(driver.table.view().isUnsettled()).isFalse();
    }

    @Test
    void a_process_that_ends_in_peace_leaves_nothing_to_be_settled() {
        goAhead();
        add("b");
        driver.run(driver.table.comeToRest());
        assertThat(driver.answerTo(add("c"))).as("nothing goes ahead any more").isEmpty();
        driver.applyWritten();
        driver.takeOver();
        assertThat(driver.table.view().isUnsettled()).isFalse();
        assertThat(leases()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void one_that_ends_before_all_is_settled_leaves_that_to_the_next() {
        goAhead();
        driver.takeOver();
        driver.run(driver.table.comeToRest());
        driver.takeOver();
        assertThat(driver.table.view().isUnsettled()).isTrue();
    }

    @Test
    void a_picture_is_taken_when_the_log_has_caught_up_and_nothing_goes_ahead_until_then() {
        goAhead();
        add("b");
        assertThat(driver.table.isAtLog()).isFalse();
        assertThat(driver.answerTo(remove("b"))).as("through the log").isEmpty();
        driver.applyWritten();
        assertThat(driver.table.isAtLog()).isTrue();
        assertThat(driver.answerTo(add("c"))).as("ahead again").containsInstanceOf(Counted.class);
    }

    @Test
    void a_node_with_peers_answers_nothing_ahead() {
        driver.table = new LimitTable(new LockSettings(Duration.ofSeconds(30)), 1, 1, false);
        driver.takeOver();
        driver.holdBackApplying();
        for (String lease : List.of("a", "b")) {
            assertThat(driver.answerTo(add(lease))).isEmpty();
            driver.applyWritten();
        }
        assertThat(driver.log).noneMatch(logged -> logged.command() instanceof LimiterCommand.AnswerAhead);
    }

    /// One lease is there, the lock of its group is held, and what follows is held back from the log.
    private void goAhead() {
        add("a");
        driver.holdBackApplying();
    }

    private RequestId add(String lease) {
        Addition addition = new Addition(keyValues(MAIN), 1, Optional.of(new LeaseTerms(lease, Duration.ZERO)));
        return ask(by -> driver.run(driver.table.addBacked(by, addition, driver.now)));
    }

    private RequestId remove(String lease) {
        return ask(by -> driver.run(driver.table.removeBacked(new LimiterCommand.RemoveLease(by, keyValues(MAIN), lease), driver.now)));
    }

    private RequestId settle(Optional<Long> run) {
        return ask(by -> driver.run(driver.table.settle(by, run, driver.now)));
    }

    private static Addition plain(String os) {
        return new Addition(keyValues("branch=" + (os.equals("warm") ? "other" : "main")), 1, Optional.empty());
    }

    private RequestId ask(Consumer<RequestId> asking) {
        RequestId by = driver.newRequest();
        asking.accept(by);
        return by;
    }

    private Refusal refusalOf(RequestId by) {
        return ((Refused) driver.answerTo(by).orElseThrow()).refusal();
    }

    private List<String> leases() {
        return driver.table.capture().counters().stream()
                .flatMap(counter -> counter.leases().stream()).map(LimiterPicture.LeasePicture::id).toList();
    }
}
