package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.limiter.domain.Addition.LeaseTerms;
import dev.willow.testing.random.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// Random changes of backed leases and of all else, with crashes between them that lose what was not on disk. Beside the table that serves
/// stands one that has nothing but the log.
class BackedLeasesModelTest {
    private static final int STEPS = 4_000;

    private Random random;
    private final Map<String, Integer> happened = new TreeMap<>();
    private final TableDriver driver = TableDriver.withWillingLocker();
    private LimitTable fromLog = TableDriver.newTable();

    @RepeatedTest(10)
    void the_log_says_what_happened_and_a_crash_that_lost_anything_is_settled_first() {
        play(Seeds.announcedFor(BackedLeasesModelTest.class));
    }

    @Test
    void random_play_comes_by_all_that_matters() {
        play(42);
        assertThat(happened.keySet()).contains(
                "ahead", "refused ahead", "through the log", "lost", "lost nothing", "unsettled", "picture", "picture has to wait");
    }

    private void play(long seed) {
        random = new Random(seed);
        driver.settlesBetween = random::nextBoolean;
        driver.applied = command -> fromLog.apply(command, driver.now);
        fromLog.takeOver(driver.now);
        for (String key : List.of("a", "b"))
            ask(by -> driver.table.begin(new LimiterCommand.CreateRule(by, new Bound.Rule(
                    "id-" + key, key, KeyPatterns.of(Map.of(key, ValuePattern.ANY)), new Terms(Limit.atMost(3), false))), driver.now));
        for (int step = 0; step < STEPS; step++) {
            step();
            check();
        }
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> backed(by -> driver.table.addBacked(by, leased(), driver.now));
            case 5, 6, 7, 8 -> backed(by -> driver.table.removeBacked(new LimiterCommand.RemoveLease(by, counter(), lease()), driver.now));
            case 9 -> ask(by -> driver.table.add(by, random.nextBoolean() ? leased() : new Addition(counter(), 1, Optional.empty()), random.nextInt(4) == 0, driver.now));
            case 10 -> ask(by -> driver.table.begin(new LimiterCommand.Subtract(by, counter(), 1), driver.now));
            case 11 -> ask(by -> driver.table.begin(new LimiterCommand.SetNumber(by, counter(), random.nextInt(2)), driver.now));
            case 12 -> ask(by -> driver.table.begin(new LimiterCommand.ChangeRule(
                    by, random.nextBoolean() ? "a" : "b", new Terms.Change(Optional.of(Limit.atMost(random.nextInt(5))), Optional.empty())), driver.now));
            case 13 -> driver.pass(Duration.ofMillis(random.nextInt(random.nextInt(20) == 0 ? 15_000 : 1_000)));
            case 14 -> driver.holdBackApplying();
            case 15 -> { for (int some = random.nextInt(10); some > 0 && !driver.written.isEmpty(); some--) driver.applyOne(); }
            case 16 -> {
                driver.applyAtOnce();
                driver.holdBackApplying();
            }
            case 17 -> count(driver.table.isAtLog() ? "picture" : "picture has to wait");
            default -> { if (random.nextInt(4) == 0) crash(); }
        }
        driver.takeEvents();
    }

    private void backed(Function<RequestId, Step<LimiterCommand, LimiterEvent>> asking) {
        int written = driver.written.size();
        boolean isHeldBack = written > 0;
        RequestId by = ask(asking);
        boolean isAnswered = driver.answerTo(by).isPresent();
        if (!isAnswered) count("through the log");
        else if (isHeldBack && driver.written.size() > written) count("ahead");
        else if (isHeldBack) count("refused ahead");
    }

    /// Where nothing is ahead, the table is what the log makes of it; and always its sums are those of its counters.
    private void check() {
        boolean isAhead = driver.written.stream().anyMatch(driver.table::isAhead);
        if (!isAhead) assertThat(driver.table.capture()).isEqualTo(fromLog.capture());
        LimitTable counted = TableDriver.newTable();
        counted.restore(driver.table.capture());
        assertThat(driver.table.sums()).isEqualTo(counted.sums());
    }

    private void crash() {
        List<LimiterCommand> written = List.copyOf(driver.written);
        int durable = random.nextInt(written.size() + 1);
        List<LimiterCommand> lost = written.subList(durable, written.size()).stream().filter(driver.table::isAhead).toList();
        List<Addition> account = new ArrayList<>();
        for (LimiterPicture.CounterPicture counter : driver.table.capture().counters())
            for (LimiterPicture.LeasePicture lease : counter.leases())
                account.add(new Addition(counter.counter(), lease.places(), Optional.of(new LeaseTerms(lease.id(), lease.timeout()))));

        LimitTable next = TableDriver.newTable();
        next.restore(fromLog.capture());
        for (LimiterCommand command : written.subList(0, durable)) {
            next.apply(command, driver.now);
            fromLog.apply(command, driver.now);
        }
        driver.table = next;
        fromLog.takeOver(driver.now);
        driver.takeOver();

        count(lost.isEmpty() ? "lost nothing" : "lost");
        if (!lost.isEmpty()) assertThat(driver.table.view().isUnsettled()).as("without " + lost).isTrue();
        if (!driver.table.view().isUnsettled()) return;
        count("unsettled");
        driver.applyAtOnce();
        RequestId other = ask(by -> driver.table.add(by, new Addition(keyValues("b=new"), 1, Optional.empty()), false, driver.now));
        assertThat(driver.answerTo(other)).get().isInstanceOf(LimiterEvent.Refused.class);
        for (Addition missing : account) ask(by -> driver.table.addBacked(by, missing, driver.now));
        ask(by -> driver.table.settle(by, Optional.of(driver.table.view().run()), driver.now));
        assertThat(driver.table.view().isUnsettled()).isFalse();
    }

    private RequestId ask(Function<RequestId, Step<LimiterCommand, LimiterEvent>> asking) {
        RequestId by = driver.newRequest();
        driver.run(asking.apply(by));
        return by;
    }

    private Addition leased() {
        return new Addition(counter(), 1, Optional.of(new LeaseTerms(lease(), Duration.ZERO)));
    }

    private KeyValues counter() {
        return keyValues((random.nextBoolean() ? "a=" : "b=") + random.nextInt(2));
    }

    private String lease() {
        return "lease" + random.nextInt(6);
    }

    private void count(String what) {
        happened.merge(what, 1, Integer::sum);
    }
}
