package dev.willow.limiter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.limiter.domain.LimiterPicture.WaiterPicture;
import dev.willow.testing.random.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// The order of grants, under random additions over several groups, hang-ups, time-outs, changes of the rules and lost locks.
/// It is judged by who stood in which line before and after each step, and by nothing of how the lines are kept.
class LineOrderTest {
    private static final int STEPS = 2_000;
    private static final List<String> COUNTERS = List.of(
            "repo=a", "repo=b", "os=linux", "os=mac", "repo=a,os=linux", "repo=a,os=mac", "repo=b,os=linux", "repo=b,os=mac");

    @RepeatedTest(10)
    void nobody_overtakes_in_the_line_of_an_exhausted_group_and_nobody_waits_for_nothing() {
        new Play(Seeds.announcedFor(LineOrderTest.class)).run();
    }

    @Test
    void random_play_comes_by_all_that_matters() {
        Map<String, Integer> happened = new TreeMap<>();
        for (long seed = 1; seed <= 3; seed++) new Play(seed).run().forEach((what, times) -> happened.merge(what, times, Integer::sum));
        for (String what : List.of("granted", "granted together", "left", "waited for two groups", "moved to another line", "only behind others"))
            assertThat(happened.getOrDefault(what, 0)).as(what + " in " + happened).isGreaterThan(20);
    }

    private static final class Play {
        private final Random random;
        private final TableDriver driver = TableDriver.withWillingLocker();
        private final Map<String, Integer> happened = new TreeMap<>();

        private Play(long seed) {
            random = new Random(seed);
            rule("repos", "repo=*");
            rule("systems", "os=*");
            rule("macs", "os=mac");
        }

        private Map<String, Integer> run() {
            for (int step = 0; step < STEPS; step++) {
                List<WaiterPicture> before = line();
                driver.takeEvents();
                step(before);
                judge(before, line());
            }
            return happened;
        }

        private void step(List<WaiterPicture> line) {
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3, 4 -> driver.add(addition(), true);
                case 5 -> driver.add(addition(), false);
                case 6, 7, 8, 9, 10 -> begin(new LimiterCommand.Subtract(driver.newRequest(), counter(), 1 + random.nextInt(2)));
                case 11 -> begin(new LimiterCommand.SetNumber(driver.newRequest(), counter(), random.nextInt(3)));
                case 12 -> {
                    if (!line.isEmpty()) driver.run(driver.table.giveUp(line.get(random.nextInt(line.size())).by()));
                }
                case 13 -> changeRules();
                case 14 -> {
                    for (TableDriver.Logged logged : driver.log.reversed())
                        if (logged.command() instanceof LimiterCommand.UseSession(var session)) {
                            driver.hear(new LockNews.SessionLost(session));
                            break;
                        }
                }
                default -> driver.pass(Duration.ofMillis(random.nextInt(2_000)));
            }
        }

        private void changeRules() {
            String rule = List.of("repos", "systems", "macs").get(random.nextInt(3));
            switch (random.nextInt(4)) {
                case 0 -> begin(new LimiterCommand.CreateOverride(driver.newRequest(), "repos", "id-over", "over",
                        Scenario.patterns(random.nextBoolean() ? "repo=a" : "repo=*,os=*"), terms()));
                case 1 -> begin(new LimiterCommand.DeleteOverride(driver.newRequest(), "repos", "over"));
                default -> begin(new LimiterCommand.ChangeRule(driver.newRequest(), rule,
                        new Terms.Change(Optional.of(terms().limit()), Optional.of(random.nextInt(5) == 0))));
            }
        }

        private void judge(List<WaiterPicture> before, List<WaiterPicture> after) {
            List<WaiterPicture> granted = new ArrayList<>();
            for (LimiterEvent event : driver.takeEvents()) {
                if (event instanceof LimiterEvent.Withdrawn) count("left");
                if (event instanceof LimiterEvent.Counted(var by, var _, var _))
                    before.stream().filter(waiter -> waiter.by().equals(by)).forEach(granted::add);
            }
            for (int i = 0; i < granted.size(); i++) {
                count(i == 0 ? "granted" : "granted together");
                for (WaiterPicture other : before)
                    if (other.arrival() < granted.get(i).arrival() && after.stream().anyMatch(left -> left.by().equals(other.by())))
                        assertNotOvertaken(other, granted, i, before, after);
            }
            for (WaiterPicture waiter : after) {
                assertWaitsForSomething(waiter, after);
                if (waiter.heldBackBy().size() > 1) count("waited for two groups");
                for (WaiterPicture same : before)
                    if (same.by().equals(waiter.by()) && !Set.copyOf(same.heldBackBy()).equals(Set.copyOf(waiter.heldBackBy())))
                        count("moved to another line");
            }
        }

        /// Somebody is overtaken if it is passed in a line whose group is too full for it, or when it could have gone itself.
        /// Who is held back by another group alone lets those behind it pass.
        private void assertNotOvertaken(
                WaiterPicture loser, List<WaiterPicture> granted, int which, List<WaiterPicture> before, List<WaiterPicture> after) {
            Map<GroupKey, Explanation.Asked> needs = needs(loser);
            Set<GroupKey> shared = new HashSet<>(loser.heldBackBy());
            shared.retainAll(granted.get(which).heldBackBy());
            shared.retainAll(needs.keySet());
            shared.retainAll(needs(granted.get(which)).keySet()); // the rules may have changed
            shared.removeIf(group -> needs.get(group).bound().terms().limit() instanceof Limit.Unlimited); // nothing to be had there
            if (shared.isEmpty()) return;
            for (GroupKey group : shared)
                assertThat(fits(loser, needs.get(group), granted)).as("%s is passed by %s in %s", loser, granted.get(which), group).isTrue();
            boolean isFirst = Stream.concat(before.stream(), after.stream()).noneMatch(
                    other -> other.arrival() < loser.arrival() && other.heldBackBy().stream().anyMatch(needs::containsKey));
            List<WaiterPicture> fromThen = granted.subList(which, granted.size());
            if (isFirst) assertThat(needs.values()).as("%s, passed by %s", loser, granted.get(which)).anyMatch(need -> !fits(loser, need, fromThen));
        }

        /// Whether a limit had room before these were granted.
        private boolean fits(WaiterPicture waiter, Explanation.Asked need, List<WaiterPicture> granted) {
            long sum = need.sum();
            for (WaiterPicture each : granted)
                if (need.bound().keys().admit(each.addition().counter()) && need.bound().keys().groupOf(each.addition().counter()).equals(need.group()))
                    sum -= each.addition().places();
            return !need.bound().terms().isShut() && need.bound().terms().limit().placesBeside(sum) >= waiter.addition().places();
        }

        /// Some limit holds it back, or somebody who came earlier stands in the line of a group that it needs.
        private void assertWaitsForSomething(WaiterPicture waiter, List<WaiterPicture> line) {
            Explanation explained = driver.table.view().explain(waiter.addition());
            if (!explained.allowed()) return;
            count("only behind others");
            Set<GroupKey> needed = needs(waiter).keySet();
            assertThat(line).as("%s fits", waiter).anyMatch(
                    other -> other.arrival() < waiter.arrival() && other.heldBackBy().stream().anyMatch(needed::contains));
        }

        /// The limits that are asked about it, by their groups.
        private Map<GroupKey, Explanation.Asked> needs(WaiterPicture waiter) {
            return driver.table.view().explain(waiter.addition()).asked().stream()
                    .collect(Collectors.toMap(asked -> new GroupKey(asked.bound().id(), asked.group()), Function.identity()));
        }

        private List<WaiterPicture> line() {
            return driver.table.capture().line();
        }

        private void rule(String name, String keys) {
            begin(new LimiterCommand.CreateRule(
                    driver.newRequest(), new Bound.Rule("id-" + name, name, Scenario.patterns(keys), new Terms(Limit.atMost(2), false))));
        }

        private Terms terms() {
            return new Terms(random.nextInt(8) == 0 ? Limit.UNLIMITED : Limit.atMost(1 + random.nextInt(4)), false);
        }

        private Addition addition() {
            return new Addition(counter(), 1 + random.nextInt(2), Optional.empty());
        }

        private KeyValues counter() {
            return Scenario.keyValues(COUNTERS.get(random.nextInt(COUNTERS.size())));
        }

        private void begin(LimiterCommand.Asked command) {
            driver.run(driver.table.begin(command, driver.now));
        }

        private void count(String what) {
            happened.merge(what, 1, Integer::sum);
        }
    }
}
