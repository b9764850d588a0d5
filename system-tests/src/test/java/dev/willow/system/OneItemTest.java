package dev.willow.system;

import static dev.willow.system.Things.ack;
import static dev.willow.system.Things.any;
import static dev.willow.system.Things.from;
import static dev.willow.system.Things.item;
import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.limit;
import static dev.willow.system.Things.textOf;
import static dev.willow.system.Things.those;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.values.KeyValues;
import dev.willow.testing.process.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// One item on its way through all three services.
@Timeout(180)
class OneItemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path data;

    @AutoClose
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(data);
    }

    @Test
    void an_item_goes_from_enqueue_to_ack_and_its_place_is_counted_and_locked_meanwhile() {
        KeyValues channel = keys("flow", "f1");
        cluster.limiter().createRule(limit("one per flow", any("flow"), 1));
        cluster.willow().createQueue(QueueSpec.of("flows", 10));
        cluster.willow().enqueue("flows", item(channel, "hello", 0));
        assertThat(countersOf("_willow_flow", "f1")).as("the waiting item is counted").hasSize(1);

        Item taken = cluster.willow().dequeue("flows", from("flow", "f1"), PATIENCE).orElseThrow();
        assertThat(textOf(taken)).isEqualTo("hello");
        assertThat(taken.state().attempt()).isEqualTo(1);
        List<Counter> running = countersOf("flow", "f1");
        assertThat(running).hasSize(1);
        assertThat(running.getFirst().state().leases()).singleElement().asString().startsWith(taken.state().id());
        List<Lock> locks = cluster.locker().locks(those("flow", "f1")).things();
        assertThat(locks).as("the Limiter holds the lock of the group that it compared").hasSize(1);

        cluster.willow().ack("flows", ack(taken, true));
        assertThat(countersOf("flow", "f1")).as("no place is taken any more").isEmpty();
        assertThat(countersOf("_willow_flow", "f1")).isEmpty();
        assertThat(cluster.willow().queue("flows").state().channels()).isZero();
    }

    @Test
    void a_consumer_that_waits_gets_the_item_as_soon_as_the_ack_of_another_makes_room() throws Exception {
        cluster.limiter().createRule(limit("one per lane", any("lane"), 1));
        cluster.willow().createQueue(QueueSpec.of("lanes", -1));
        cluster.willow().enqueue("lanes", item(keys("lane", "l1"), "first", 0));
        cluster.willow().enqueue("lanes", item(keys("lane", "l1"), "second", 0));
        Item first = cluster.willow().dequeue("lanes", from("lane", "l1"), PATIENCE).orElseThrow();
        assertThat(cluster.willow().dequeue("lanes", from("lane", "l1"), Duration.ZERO)).as("no room").isEmpty();

        CompletableFuture<Optional<Item>> second =
                CompletableFuture.supplyAsync(() -> cluster.willow().dequeue("lanes", from("lane", "l1"), PATIENCE));
        cluster.willow().ack("lanes", ack(first, true));
        Item taken = second.get(60, TimeUnit.SECONDS).orElseThrow();
        assertThat(textOf(taken)).isEqualTo("second");
        cluster.willow().ack("lanes", ack(taken, true));
    }

    @Test
    void one_request_id_follows_one_piece_of_work_through_the_logs_of_all_three() {
        cluster.limiter().createRule(limit("one per trace", any("trace"), 1));
        cluster.willow().createQueue(QueueSpec.of("traces", -1));
        cluster.willow().enqueue("traces", item(keys("trace", "t1"), "x", 0));
        Item item = cluster.willow().withRequestId("follow-me-7f3a")
                .dequeue("traces", from("trace", "t1"), PATIENCE).orElseThrow();
        cluster.willow().ack("traces", ack(item, true));
        for (Service service : Service.values())
            assertThat(cluster.log(service)).as("the log of " + service).contains("[follow-me-7f3a]");
    }

    private static List<Counter> countersOf(String key, String text) {
        return cluster.limiter().counters(those(key, text)).things();
    }
}
