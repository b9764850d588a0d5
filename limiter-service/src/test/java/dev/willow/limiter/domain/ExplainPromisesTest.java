package dev.willow.limiter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.limiter.domain.Explanation.Asked;
import dev.willow.limiter.domain.Explanation.Remedy;
import dev.willow.limiter.domain.Explanation.Verdict;
import dev.willow.limiter.domain.LimiterEvent.Counted;
import dev.willow.limiter.domain.LimiterEvent.Refused;
import dev.willow.limiter.domain.LimiterPicture.CounterPicture;
import dev.willow.testing.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// At random moments of random play: what explain says is what happens, and what it says would have to change is enough and
/// is needed. Everything is tried out on copies of the table.
class ExplainPromisesTest {
    private static final int STEPS = 1_500;

    @RepeatedTest(4)
    void what_is_said_happens_and_what_would_have_to_change_is_enough() {
        play(Seeds.announcedFor(ExplainPromisesTest.class));
    }

    @Test
    void random_play_comes_by_every_verdict_and_every_remedy() {
        Map<String, Integer> happened = play(7);
        for (String what : List.of("FITS", "RULE_PAUSED", "LIMIT_ZERO", "LIMIT_REACHED", "OVERRIDDEN", "resumed", "given back", "raised", "two at once"))
            assertThat(happened.getOrDefault(what, 0)).as(what + " in " + happened).isGreaterThan(10);
    }

    private static Map<String, Integer> play(long seed) {
        RandomLimiter play = new RandomLimiter(seed);
        Check check = new Check(play, new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            play.step();
            if (play.driver.written.isEmpty() && step % 3 == 0) check.run();
        }
        return check.happened;
    }

    private static final class Check {
        private final RandomLimiter play;
        private final Random random;
        private final Map<String, Integer> happened = new TreeMap<>();

        private Check(RandomLimiter play, Random random) {
            this.play = play;
            this.random = random;
        }

        private void run() {
            LimitTable table = play.driver.table;
            Addition addition = play.addition();
            LimiterPicture before = table.capture();
            Explanation said = table.view().explain(addition);
            assertThat(table.capture()).as("asking changes nothing").isEqualTo(before);
            assertThat(table.view().explain(addition)).as("asked again").isEqualTo(said);
            LimitTable restored = TableDriver.newTable();
            restored.restore(before);
            assertThat(restored.view().explain(addition)).as("after a restart").isEqualTo(said);
            said.asked().forEach(asked -> count(asked.verdict().name()));
            said.overridden().forEach(asked -> count(asked.verdict().name()));

            LimiterEvent answer = added(copy(), addition);
            if (said.allowed()) {
                assertThat(answer).as("%s", said).isInstanceOf(Counted.class);
                return;
            }
            assertThat(answer).as("%s", said).isEqualTo(new Refused(answer.answers().orElseThrow(), refusalOf(said.asked().getFirst())));
            tryRemedies(addition, said.asked().stream().filter(asked -> asked.verdict() != Verdict.FITS).toList());
        }

        /// The first that is named is what the addition itself would be refused with.
        private static Refusal refusalOf(Asked asked) {
            return new Refusal.Limited(
                    Refusal.Reason.valueOf(asked.verdict().name()), asked.bound().ruleName(), asked.bound().overrideName(),
                    asked.bound().terms().limit(), asked.sum(), asked.group());
        }

        private void tryRemedies(Addition addition, List<Asked> blocking) {
            if (blocking.size() > 1) count("two at once");
            boolean givesBack = random.nextBoolean();
            TableDriver enough = copy();
            for (Asked asked : blocking) remedy(enough, asked, asked.remedy(), givesBack);
            assertThat(added(enough, addition)).as("%s after all of %s", addition, blocking).isInstanceOf(Counted.class);

            Asked last = blocking.getLast();
            List<Remedy> tooLittle = tooLittle(last.remedy());
            for (Remedy less : tooLittle) {
                TableDriver missing = copy();
                for (Asked asked : blocking) if (asked != last) remedy(missing, asked, asked.remedy(), false);
                remedy(missing, last, less, less.giveBack().isPresent());
                assertThat(added(missing, addition)).as("%s after only %s of %s", addition, less, blocking).isInstanceOf(Refused.class);
            }
        }

        /// Everything that leaves out a part of a remedy.
        private static List<Remedy> tooLittle(Remedy whole) {
            List<Remedy> parts = new ArrayList<>();
            if (whole.resume()) parts.add(new Remedy(false, Optional.empty(), whole.raiseTo()));
            whole.giveBack().ifPresent(places -> parts.add(new Remedy(whole.resume(), Optional.of(places - 1), Optional.empty())));
            if (whole.raiseTo().isPresent() && whole.raiseTo().get() instanceof Limit.AtMost(long least))
                parts.add(new Remedy(whole.resume(), Optional.empty(), Optional.of(Limit.atMost(least - 1))));
            return parts;
        }

        private void remedy(TableDriver driver, Asked asked, Remedy remedy, boolean givesBack) {
            if (remedy.resume()) {
                change(driver, asked.bound(), new Terms.Change(Optional.empty(), Optional.of(false)));
                count("resumed");
            }
            if (givesBack && remedy.giveBack().isPresent()) {
                giveBack(driver, asked, remedy.giveBack().get());
                count("given back");
            } else if (remedy.raiseTo().isPresent()) {
                change(driver, asked.bound(), new Terms.Change(remedy.raiseTo(), Optional.empty()));
                count("raised");
            }
        }

        private static void change(TableDriver driver, Bound bound, Terms.Change change) {
            begin(driver, bound.overrideName().isPresent()
                    ? new LimiterCommand.ChangeOverride(driver.newRequest(), bound.ruleName(), bound.name(), change)
                    : new LimiterCommand.ChangeRule(driver.newRequest(), bound.name(), change));
        }

        private void giveBack(TableDriver driver, Asked asked, long places) {
            // What was given back for a limit before counts here too, if it was of this group.
            GroupKey key = new GroupKey(asked.bound().id(), asked.group());
            long left = driver.table.sums().getOrDefault(key, 0L) - (asked.sum() - places);
            for (CounterPicture counter : driver.table.capture().counters()) {
                // Whatever carries the group's values is in the group: they meet the rule, whose keys are all there.
                if (left <= 0 || !asked.group().asPatterns().admit(counter.counter())) continue;
                long part = Math.min(left, counter.number());
                begin(driver, new LimiterCommand.Subtract(driver.newRequest(), counter.counter(), part));
                left -= part;
            }
            assertThat(left).as("%s are there to be given back", places).isNotPositive();
        }

        private static LimiterEvent added(TableDriver driver, Addition addition) {
            return driver.answerTo(driver.add(addition, false)).orElseThrow();
        }

        private static void begin(TableDriver driver, LimiterCommand.Asked command) {
            driver.run(driver.table.begin(command, driver.now));
        }

        private TableDriver copy() {
            return TableDriver.continuing(play.driver.table);
        }

        private void count(String what) {
            happened.merge(what, 1, Integer::sum);
        }
    }
}
