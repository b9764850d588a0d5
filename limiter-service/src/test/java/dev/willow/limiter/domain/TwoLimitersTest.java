package dev.willow.limiter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.RequestId;
import dev.willow.testing.random.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/// Two Limiters with rules over the same groups on one Locker, with every delay and order that chance comes up with.
class TwoLimitersTest {
    private static final int ADDITIONS = 300;
    private static final int PATIENCE = 10_000;
    private static final List<String> KEYS = List.of("a", "b", "c");

    @RepeatedTest(20)
    void all_additions_get_through_and_each_is_logged_only_under_its_locks() {
        new Play(new Random(Seeds.announcedFor(TwoLimitersTest.class))).run();
    }

    private static final class Play {
        private final Random random;
        private final SharedLocker locker;
        private final List<TableDriver> tables = new ArrayList<>();
        private int applied;

        private Play(Random random) {
            this.random = random;
            this.locker = new SharedLocker(random);
            for (int i = 0; i < 2; i++) {
                TableDriver[] self = new TableDriver[1];
                self[0] = new TableDriver(effect -> locker.call(self[0], effect));
                tables.add(self[0]);
                for (String key : KEYS)
                    self[0].run(self[0].table.begin(new LimiterCommand.CreateRule(self[0].newRequest(), new Bound.Rule(
                            "id-" + key, key, Scenario.patterns(key + "=*"), new Terms(Limit.atMost(1_000_000), false))), self[0].now));
                self[0].holdBackApplying();
            }
        }

        private void run() {
            List<List<RequestId>> open = List.of(new ArrayList<>(), new ArrayList<>());
            int begun = 0;
            for (int step = 0; begun < ADDITIONS || isUnderWay(); step++) {
                assertThat(step).as("steps until everything is done").isLessThan(PATIENCE);
                int which = random.nextInt(tables.size());
                TableDriver table = tables.get(which);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        if (begun++ < ADDITIONS) open.get(which).add(add(table));
                    }
                    case 1 -> applyOne(table);
                    default -> deliverOrWait();
                }
            }
            for (int i = 0; i < tables.size(); i++)
                for (RequestId by : open.get(i))
                    assertThat(tables.get(i).answerTo(by)).as(by.value()).get().isInstanceOf(LimiterEvent.Counted.class);
            assertThat(applied).isEqualTo(ADDITIONS);
        }

        private boolean isUnderWay() {
            return applied < ADDITIONS;
        }

        private RequestId add(TableDriver table) {
            Map<String, Value> pairs = new HashMap<>();
            for (String key : KEYS) if (random.nextBoolean()) pairs.put(key, Value.text("v" + random.nextInt(2)));
            if (pairs.isEmpty()) pairs.put("a", Value.text("v0"));
            return table.add(new Addition(KeyValues.of(pairs), 1, Optional.empty()), false);
        }

        private void applyOne(TableDriver table) {
            if (table.written.isEmpty()) return;
            if (table.written.peek() instanceof LimiterCommand.Add(var _, Addition addition, var _, var _)) {
                applied++;
                for (var pair : addition.counter())
                    assertThat(locker.holds(table, Applying.lockOf(KeyValues.of(pair.getKey(), pair.getValue()))))
                            .as("%s is held while %s is applied", pair, addition).isTrue();
            }
            table.applyOne();
            table.settle();
        }

        private void deliverOrWait() {
            if (!locker.isQuiet()) locker.deliverOne();
            else if (random.nextInt(5) == 0) for (TableDriver table : tables) table.pass(Duration.ofMillis(100));
        }
    }
}
