package dev.willow.system;

import static dev.willow.system.Things.ack;
import static dev.willow.system.Things.any;
import static dev.willow.system.Things.from;
import static dev.willow.system.Things.item;
import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.leased;
import static dev.willow.system.Things.limit;
import static dev.willow.system.Things.plus;
import static dev.willow.system.Things.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.LimiterClient;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.Lease;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.testing.http.Http;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever makes room, and however: a consumer that waits at Willow for an item that a limit holds back is served. The
/// processes tell each other; nothing here or there asks again and again.
@Timeout(120)
class RoomNewsTest {
    private static final String QUEUE = "held back";
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofSeconds(2);

    @TempDir
    static Path data;

    @AutoClose
    private static Cluster cluster;

    @AutoClose
    private static Http limiterHttp;

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    /// What is done to a group with one place that is taken. Rule, key and text of the group are all called as the cause.
    private enum Cause {
        SUBTRACTION((limiter, group) -> limiter.change(plus(group, -1), Duration.ZERO)),
        SUBTRACTION_IN_A_BATCH((limiter, group) -> limiter.changeAll(List.of(plus(keys("other", "o"), 1), plus(group, -1)))),
        COUNTER_SET_LOWER((limiter, group) -> limiter.setCounter(plus(group, 0))),
        LEASE_REMOVED((limiter, group) -> limiter.change(CounterSpec.of(group, -1, Optional.of(new Lease("mine", Duration.ZERO))), Duration.ZERO)) {
            @Override
            void fill(LimiterClient limiter) {
                limiter.createRule(limit(name(), any(name()), 1));
                limiter.change(leased(group(), "mine"), Duration.ZERO);
            }
        },
        LEASE_LAPSED((_, _) -> {}) {
            @Override
            void fill(LimiterClient limiter) {
                limiter.createRule(limit(name(), any(name()), 1));
                limiter.change(CounterSpec.of(group(), 1, Optional.of(new Lease("forgotten", LEASE))), Duration.ZERO);
            }
        },
        LIMIT_RAISED((limiter, group) -> limiter.changeRule(ruleOf(group), limitOf(2))),
        LIMIT_LIFTED((limiter, group) -> limiter.changeRule(ruleOf(group), limitOf(-1))),
        RULE_RESUMED((limiter, group) -> limiter.changeRule(ruleOf(group), paused(false))) {
            @Override
            void fill(LimiterClient limiter) {
                limiter.createRule(new LimitSpec(limit(name(), any(name()), 1).definition(), new LimitProperties(1L, true)));
            }
        },
        RULE_DELETED((limiter, group) -> limiter.deleteRule(ruleOf(group))),
        OVERRIDE_CREATED((limiter, group) -> limiter.createOverride(ruleOf(group), override(group, 2))),
        OVERRIDE_CHANGED((limiter, group) -> limiter.changeOverride(ruleOf(group), "o", limitOf(2))) {
            @Override
            void fill(LimiterClient limiter) {
                fillOverride(limiter, 1);
            }
        },
        OVERRIDE_RESUMED((limiter, group) -> limiter.changeOverride(ruleOf(group), "o", paused(false))) {
            @Override
            void fill(LimiterClient limiter) {
                fillOverride(limiter, 9);
                limiter.changeOverride(name(), "o", paused(true));
            }
        },
        OVERRIDE_DELETED((limiter, group) -> limiter.deleteOverride(ruleOf(group), "o")) {
            @Override
            void fill(LimiterClient limiter) {
                fillOverride(limiter, 1);
            }
        };

        private final BiConsumer<LimiterClient, KeyValues> makesRoom;

        Cause(BiConsumer<LimiterClient, KeyValues> makesRoom) {
            this.makesRoom = makesRoom;
        }

        KeyValues group() {
            return keys(name(), name());
        }

        void fill(LimiterClient limiter) {
            limiter.createRule(limit(name(), any(name()), 1));
            limiter.change(plus(group(), 1), Duration.ZERO);
        }

        void fillOverride(LimiterClient limiter, long places) {
            limiter.createRule(limit(name(), any(name()), 9));
            limiter.createOverride(name(), override(group(), places));
            limiter.change(plus(group(), 1), Duration.ZERO);
        }

        private static String ruleOf(KeyValues group) {
            return group.toMap().keySet().iterator().next();
        }

        private static LimitUpdate limitOf(long places) {
            return new LimitUpdate(Optional.of(places), Optional.empty());
        }

        private static LimitUpdate paused(boolean paused) {
            return new LimitUpdate(Optional.empty(), Optional.of(paused));
        }

        private static LimitSpec override(KeyValues group, long places) {
            String key = ruleOf(group);
            return limit("o", KeyPatterns.of(Map.of(key, ValuePattern.exactly(Value.text(key)))), places);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(data);
        limiterHttp = new Http(cluster.uriOf(Service.LIMITER).getPort());
        cluster.willow().createQueue(QueueSpec.of(QUEUE, -1));
    }

    @AfterAll
    static void end() {
        THREADS.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void a_consumer_that_waits_is_served_when_there_is_room(Cause cause) throws Exception {
        cause.fill(cluster.limiter());
        cluster.willow().enqueue(QUEUE, item(cause.group(), cause.name(), 0));

        Future<Optional<Item>> waiting = waitUntilRefused(cause);
        assertThat(waiting.isDone()).as("there is no room yet").isFalse();
        cause.makesRoom.accept(cluster.limiter(), cause.group());

        Item served = waiting.get(BOUND.toSeconds(), TimeUnit.SECONDS).orElseThrow();
        assertThat(textOf(served)).isEqualTo(cause.name());
        cluster.willow().ack(QUEUE, ack(served, true));
    }

    /// Returns when the Limiter has turned the consumer's question down.
    private static Future<Optional<Item>> waitUntilRefused(Cause cause) {
        long before = questions();
        Future<Optional<Item>> waiting =
                THREADS.submit(() -> cluster.willow().dequeue(QUEUE, from(cause.name(), cause.name()), BOUND));
        Eventually.succeeds("the Limiter was asked", AssertionError.class, () -> assertThat(questions()).isGreaterThan(before));
        return waiting;
    }

    private static long questions() {
        return Meters.calls(limiterHttp, "PUT", "/v1/limiter/counters/batch");
    }
}
