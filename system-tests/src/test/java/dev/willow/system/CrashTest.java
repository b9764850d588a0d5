package dev.willow.system;

import static dev.willow.system.Things.ack;
import static dev.willow.system.Things.any;
import static dev.willow.system.Things.beat;
import static dev.willow.system.Things.from;
import static dev.willow.system.Things.item;
import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.leased;
import static dev.willow.system.Things.limit;
import static dev.willow.system.Things.lock;
import static dev.willow.system.Things.plus;
import static dev.willow.system.Things.textOf;
import static dev.willow.system.Things.those;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.NotGrantedException;
import dev.willow.client.UnavailableException;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.Rule;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each of the three is killed with SIGKILL and started again: what was answered is still there, and the work goes on.
@Timeout(300)
class CrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REPAIR = Duration.ofSeconds(20);

    @TempDir
    static Path data;

    @AutoClose
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(data);
    }

    @Test
    void willow_keeps_items_with_their_place_and_attempts_and_consumers_keep_what_they_have() throws Exception {
        KeyValues channel = keys("job", "w1");
        cluster.willow().createQueue(QueueSpec.of("kept", 50));
        for (String text : List.of("a", "b", "c")) cluster.willow().enqueue("kept", item(channel, text, 3));
        cluster.willow().enqueue("kept", item(keys("job", "w2"), "held", 3));
        cluster.willow().ack("kept", ack(take("kept", "w1"), false));
        Item held = take("kept", "w2");

        cluster.kill(Service.WILLOW);
        cluster.restart(Service.WILLOW);

        assertThat(cluster.willow().queue("kept").spec().properties().maxItems()).contains(50L);
        assertThat(cluster.willow().queue("kept").state().waiting()).isEqualTo(3);
        assertThat(cluster.willow().heartbeat("kept", beat(held)).superseded()).isFalse();
        cluster.willow().ack("kept", ack(held, true));
        Item first = take("kept", "w1");
        assertThat(textOf(first) + " attempt " + first.state().attempt()).isEqualTo("a attempt 2");
        cluster.willow().ack("kept", ack(first, true));
        for (String text : List.of("b", "c")) {
            Item next = take("kept", "w1");
            assertThat(textOf(next) + " attempt " + next.state().attempt()).isEqualTo(text + " attempt 1");
            cluster.willow().ack("kept", ack(next, true));
        }
        Eventually.succeeds("no counter is left", REPAIR, AssertionError.class, () -> {
            assertThat(countersOf("job", "w1")).isEmpty();
            assertThat(countersOf("job", "w2")).isEmpty();
            assertThat(countersOf("_willow_job", "w1")).isEmpty();
        });
    }

    @Test
    void the_limiter_keeps_rules_overrides_counters_and_leases() throws Exception {
        cluster.limiter().createRule(limit("two per team", any("team"), 2));
        cluster.limiter().createOverride("two per team", limit("red",
                KeyPatterns.of(Map.of("team", ValuePattern.exactly(Value.text("red")))), 5));
        cluster.limiter().change(plus(keys("team", "red"), 3), Duration.ZERO);
        cluster.limiter().change(leased(keys("team", "blue"), "lease-1"), Duration.ZERO);
        cluster.limiter().change(leased(keys("team", "blue"), "lease-2"), Duration.ZERO);
        Rule rule = cluster.limiter().rule("two per team");

        cluster.kill(Service.LIMITER);
        cluster.restart(Service.LIMITER);

        assertThat(cluster.limiter().rule("two per team")).isEqualTo(rule);
        assertThat(numberOf("team", "red")).isEqualTo(3);
        Counter blue = countersOf("team", "blue").getFirst();
        assertThat(blue.state().leases()).containsExactlyInAnyOrder("lease-1", "lease-2");
        Eventually.succeeds("Willow has told its leases", REPAIR, UnavailableException.class, () -> cluster.limiter().change(plus(keys("team", "green"), 1), Duration.ZERO));
        assertThatThrownBy(() -> cluster.limiter().change(leased(keys("team", "blue"), "lease-3"), Duration.ZERO))
                .isInstanceOf(NotGrantedException.class);
        cluster.limiter().change(leased(keys("team", "blue"), "lease-2"), Duration.ZERO);
        assertThat(numberOf("team", "blue")).as("the same lease again changes nothing").isEqualTo(2);
        assertThat(cluster.limiter().heartbeatLeases(List.of("lease-1", "nobody"))).containsExactly("nobody");
    }

    @Test
    void locker_keeps_held_locks_with_their_tokens() throws Exception {
        KeyValues door = keys("door", "d1");
        Lock held = cluster.locker().acquire(lock(door), Duration.ZERO);

        cluster.kill(Service.LOCKER);
        cluster.restart(Service.LOCKER);

        Lock kept = cluster.locker().locks(those("door", "d1")).things().getFirst();
        assertThat(kept.state().lockId()).isEqualTo(held.state().lockId());
        assertThat(kept.state().fencingToken()).isEqualTo(held.state().fencingToken());
        cluster.locker().heartbeat(held.state().lockId(), held.state().sessionId());
        assertThatThrownBy(() -> cluster.locker().acquire(lock(door), Duration.ZERO)).isInstanceOf(NotGrantedException.class);
        cluster.locker().release(held.state().lockId(), held.state().sessionId());
        assertThat(cluster.locker().acquire(lock(door), Duration.ZERO).state().fencingToken())
                .isGreaterThan(held.state().fencingToken());
    }

    @Test
    void without_locker_finite_limits_refuse_and_what_runs_goes_on() throws Exception {
        cluster.limiter().createRule(limit("one per ship", any("ship"), 1));
        cluster.willow().createQueue(QueueSpec.of("ships", -1));
        cluster.willow().enqueue("ships", item(keys("job", "s1", "ship", "s1"), "runs", 0));
        Item running = take("ships", "s1");

        cluster.kill(Service.LOCKER);
        assertThatThrownBy(() -> cluster.limiter().change(plus(keys("ship", "s2"), 1), Duration.ZERO))
                .isInstanceOf(UnavailableException.class);
        cluster.limiter().change(plus(keys("unlimited", "u1"), 1), Duration.ZERO);
        cluster.willow().heartbeat("ships", beat(running));
        cluster.willow().ack("ships", ack(running, true));
        assertThat(countersOf("ship", "s1")).isEmpty();

        cluster.restart(Service.LOCKER);
        Eventually.succeeds("finite limits let in again", REPAIR, UnavailableException.class,
                () -> cluster.limiter().change(plus(keys("ship", "s2"), 1), Duration.ZERO));
    }

    @Test
    void without_the_limiter_nothing_new_comes_in_or_goes_out_but_acks_go_on_and_the_counters_follow() throws Exception {
        cluster.limiter().createRule(limit("one per crane", any("crane"), 1));
        cluster.willow().createQueue(QueueSpec.of("cranes", -1));
        KeyValues crane = keys("job", "c1", "crane", "c1");
        cluster.willow().enqueue("cranes", item(crane, "runs", 0));
        cluster.willow().enqueue("cranes", item(crane, "waits", 0));
        Item running = take("cranes", "c1");

        cluster.kill(Service.LIMITER);
        assertThatThrownBy(() -> cluster.willow().enqueue("cranes", item(keys("job", "c2"), "new", 0)))
                .isInstanceOf(UnavailableException.class);
        cluster.willow().heartbeat("cranes", beat(running));
        cluster.willow().ack("cranes", ack(running, true));

        cluster.restart(Service.LIMITER);
        Item next = onceServed(() -> cluster.willow().dequeue("cranes", from("job", "c1"), PATIENCE)).orElseThrow();
        assertThat(textOf(next)).as("the place of the acked item became free").isEqualTo("waits");
        assertThat(numberOf("crane", "c1")).isEqualTo(1);
        cluster.willow().ack("cranes", ack(next, true));
        Eventually.succeeds("no counter is left", REPAIR, AssertionError.class, () -> {
            assertThat(countersOf("crane", "c1")).isEmpty();
            assertThat(countersOf("_willow_crane", "c1")).isEmpty();
        });
    }

    @Test
    void all_three_killed_at_once_come_back_with_what_they_had_and_the_limits_hold() throws Exception {
        cluster.limiter().createRule(limit("one per dock", any("dock"), 1));
        cluster.willow().createQueue(QueueSpec.of("docks", 10));
        KeyValues dock = keys("job", "a1", "dock", "a1");
        cluster.willow().enqueue("docks", item(dock, "runs", 0));
        cluster.willow().enqueue("docks", item(dock, "waits", 0));
        Item running = take("docks", "a1");

        for (Service service : Service.values()) cluster.kill(service);
        for (Service service : Service.values()) cluster.restart(service);

        assertThat(onceServed(() -> cluster.willow().dequeue("docks", from("job", "a1"), Duration.ZERO)))
                .as("the running item still has the only place").isEmpty();
        cluster.willow().ack("docks", ack(running, true));
        Item next = onceServed(() -> cluster.willow().dequeue("docks", from("job", "a1"), PATIENCE)).orElseThrow();
        assertThat(textOf(next)).isEqualTo("waits");
        cluster.willow().ack("docks", ack(next, true));
    }

    /// Asks again while the services find each other after a restart.
    private static Optional<Item> onceServed(Supplier<Optional<Item>> call) {
        AtomicReference<Optional<Item>> answer = new AtomicReference<>();
        Eventually.succeeds("Willow hands out again", REPAIR, UnavailableException.class, () -> answer.set(call.get()));
        return answer.get();
    }

    private static Item take(String queue, String job) {
        return cluster.willow().dequeue(queue, from("job", job), PATIENCE).orElseThrow();
    }

    private static List<Counter> countersOf(String key, String text) {
        return cluster.limiter().counters(those(key, text)).things();
    }

    private static long numberOf(String key, String text) {
        return countersOf(key, text).stream().mapToLong(counter -> counter.spec().properties().counters()).sum();
    }
}
