package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static dev.willow.limiter.domain.Scenario.patterns;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.RoomNews.Room;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The feed tells of room made in groups that refused somebody, and of nothing else.
class RoomFeedTest {
    private final TableDriver driver = TableDriver.withWillingLocker();
    private RoomCursor cursor;

    RoomFeedTest() {
        rule("builds", "branch=*", 2);
        cursor = RoomCursor.parse(ask(Optional.empty()).cursor());
    }

    @Test
    void nobody_was_refused_nothing_is_told() {
        add("branch=main", 2);
        subtract("branch=main", 1);
        assertThat(news()).isEmpty();
    }

    @Test
    void room_in_a_group_that_refused_somebody_is_told_with_its_places() {
        add("branch=main", 2);
        add("branch=main", 1);
        subtract("branch=main", 2);
        assertThat(news()).containsExactly(room("builds", "branch=main", 2));
    }

    @Test
    void group_is_told_of_until_as_many_places_came_free_as_there_were_refusals() {
        add("branch=main", 2);
        for (int refused = 0; refused < 3; refused++) add("branch=main", 1);
        for (int round = 0; round < 3; round++) {
            subtract("branch=main", 1);
            assertThat(news()).as("round %d", round).containsExactly(room("builds", "branch=main", 1));
            add("branch=main", 1); // whoever was woken takes the place, so that nobody is refused again
        }
        subtract("branch=main", 1);
        assertThat(news()).isEmpty();
    }

    @Test
    void room_that_the_line_takes_is_not_told() {
        add("branch=main", 2);
        add("branch=main", 1);
        driver.add(new Addition(keyValues("branch=main"), 1, Optional.empty()), true);
        subtract("branch=main", 1);
        assertThat(news()).isEmpty();
        subtract("branch=main", 1);
        assertThat(news()).containsExactly(room("builds", "branch=main", 1));
    }

    @Test
    void lapsed_lease_and_set_counter_make_room_too() {
        driver.add(new Addition(keyValues("branch=main"), 2,
                Optional.of(new Addition.LeaseTerms("x", Duration.ofSeconds(1)))), false);
        add("branch=main", 1);
        driver.pass(Duration.ofSeconds(1));
        assertThat(news()).containsExactly(room("builds", "branch=main", 2));
        add("branch=main", 2);
        add("branch=main", 1);
        begin(new LimiterCommand.SetNumber(driver.newRequest(), keyValues("branch=main"), 1));
        assertThat(news()).containsExactly(room("builds", "branch=main", 1));
    }

    @Test
    void room_under_an_override_names_it() {
        begin(new LimiterCommand.CreateOverride(
                driver.newRequest(), "builds", "id", "main", patterns("branch=main"), new Terms(Limit.atMost(1), false)));
        news();
        add("branch=main", 1);
        add("branch=main", 1);
        subtract("branch=main", 1);
        assertThat(news()).containsExactly(
                new Room("builds", Optional.of("main"), Optional.of(keyValues("branch=main")), Optional.of(1L)));
    }

    @Test
    void changed_rule_is_told_as_room_in_every_group() {
        Room anywhere = new Room("builds", Optional.empty(), Optional.empty(), Optional.empty());
        begin(new LimiterCommand.ChangeRule(
                driver.newRequest(), "builds", new Terms.Change(Optional.empty(), Optional.of(true))));
        assertThat(news()).containsExactly(anywhere);
        begin(new LimiterCommand.CreateOverride(
                driver.newRequest(), "builds", "id", "main", patterns("branch=main"), new Terms(Limit.atMost(1), false)));
        begin(new LimiterCommand.DeleteOverride(driver.newRequest(), "builds", "main"));
        assertThat(news()).containsExactly(anywhere);
        begin(new LimiterCommand.DeleteRule(driver.newRequest(), "builds"));
        assertThat(news()).containsExactly(anywhere);
    }

    @Test
    void several_news_of_one_group_are_told_once_as_they_were_last() {
        add("branch=main", 2);
        for (int refused = 0; refused < 3; refused++) add("branch=main", 1);
        subtract("branch=main", 1);
        subtract("branch=main", 1);
        assertThat(news()).containsExactly(room("builds", "branch=main", 2));
    }

    @Test
    void listener_is_told_as_soon_as_there_is_something() {
        add("branch=main", 2);
        add("branch=main", 1);
        RequestId by = driver.newRequest();
        driver.run(driver.table.listen(by, Optional.of(cursor), true));
        assertThat(driver.answerTo(by)).isEmpty();
        subtract("branch=main", 1);
        assertThat(((LimiterEvent.RoomTold) driver.answerTo(by).orElseThrow()).news().rooms())
                .containsExactly(room("builds", "branch=main", 1));
    }

    @Test
    void who_loses_patience_in_the_turn_in_which_room_is_made_hears_of_it() {
        add("branch=main", 2);
        add("branch=main", 1);
        RequestId by = listen(cursor, true);
        driver.holdBackApplying();
        subtract("branch=main", 1);
        driver.applyOne();
        assertThat(driver.answerTo(by)).as("those who listen are told at the end of the turn").isEmpty();
        driver.run(driver.table.giveUp(by));
        assertThat(told(by).rooms()).containsExactly(room("builds", "branch=main", 1));
        assertThat(told(listen(RoomCursor.parse(told(by).cursor()), false)).rooms()).as("told once").isEmpty();
    }

    @Test
    void as_many_listen_as_the_setting_says_and_who_need_not_wait_is_told_all_the_same() {
        List<RequestId> listening = List.of(listen(cursor, true), listen(cursor, true));
        RequestId beyond = listen(cursor, true);
        assertThat(driver.answerTo(beyond)).get().isInstanceOfSatisfying(LimiterEvent.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(new Refusal.TooManyListeners(TableDriver.MAX_LISTENERS));
            assertThat(refused.isKept()).as("nothing was decided").isFalse();
        });
        assertThat(told(listen(cursor, false)).rooms()).isEmpty();
        assertThat(listening).noneMatch(each -> driver.answerTo(each).isPresent());

        begin(new LimiterCommand.DeleteRule(driver.newRequest(), "builds"));
        assertThat(listening).allMatch(each -> told(each).rooms().size() == 1);
        assertThat(told(listen(cursor, true)).rooms()).as("there is news, so there is no need to wait").hasSize(1);
        RequestId again = listen(RoomCursor.parse(told(listening.getFirst()).cursor()), true);
        assertThat(driver.answerTo(again)).as("there is room to listen again").isEmpty();
    }

    @Test
    void cursor_from_before_what_is_remembered_has_missed_something() {
        RoomCursor old = cursor;
        for (int i = 0; i <= RoomFeed.REMEMBERED_ROOMS; i++)
            begin(new LimiterCommand.ChangeRule(
                    driver.newRequest(), "builds", new Terms.Change(Optional.of(Limit.atMost(i)), Optional.empty())));
        assertThat(ask(Optional.of(old)).missed()).isTrue();
        assertThat(ask(Optional.of(RoomCursor.parse(ask(Optional.of(old)).cursor()))).missed()).isFalse();
    }

    @Test
    void more_refusals_than_can_be_remembered_show_as_missed() {
        add("branch=main", 2);
        for (int i = 0; i < RoomFeed.REMEMBERED_REFUSALS; i++) {
            driver.run(driver.table.begin(
                    new LimiterCommand.SetNumber(driver.newRequest(), keyValues("branch=b" + i), 2), driver.now));
            add("branch=b" + i, 1);
            driver.takeEvents();
        }
        assertThat(ask(Optional.of(cursor)).missed()).isFalse();
        add("branch=main", 1);
        assertThat(ask(Optional.of(cursor)).missed()).isTrue();
    }

    @Test
    void take_over_begins_a_new_run() {
        driver.takeOver();
        assertThat(ask(Optional.of(cursor)).missed()).isTrue();
    }

    private void rule(String name, String keys, long limit) {
        begin(new LimiterCommand.CreateRule(driver.newRequest(),
                new Bound.Rule("id-" + name, name, patterns(keys), new Terms(Limit.atMost(limit), false))));
    }

    private void begin(LimiterCommand.Asked command) {
        driver.run(driver.table.begin(command, driver.now));
    }

    private void add(String counter, long places) {
        driver.add(new Addition(keyValues(counter), places, Optional.empty()), false);
    }

    private void subtract(String counter, long places) {
        begin(new LimiterCommand.Subtract(driver.newRequest(), keyValues(counter), places));
    }

    /// What was told since it was asked last; at once, or nothing.
    private List<Room> news() {
        RoomNews news = ask(Optional.of(cursor));
        assertThat(news.missed()).isFalse();
        cursor = RoomCursor.parse(news.cursor());
        return news.rooms();
    }

    private RequestId listen(RoomCursor after, boolean waits) {
        RequestId by = driver.newRequest();
        driver.run(driver.table.listen(by, Optional.of(after), waits));
        return by;
    }

    private RoomNews told(RequestId by) {
        return ((LimiterEvent.RoomTold) driver.answerTo(by).orElseThrow()).news();
    }

    private RoomNews ask(Optional<RoomCursor> after) {
        RequestId by = driver.newRequest();
        driver.run(driver.table.listen(by, after, true));
        if (driver.answerTo(by).isEmpty()) driver.run(driver.table.giveUp(by));
        return ((LimiterEvent.RoomTold) driver.answerTo(by).orElseThrow()).news();
    }

    private static Room room(String rule, String group, long places) {
        return new Room(rule, Optional.empty(), Optional.of(keyValues(group)), Optional.of(places));
    }
}
