package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.LostException;
import dev.willow.client.hold.HeldLock;
import dev.willow.client.hold.Items;
import dev.willow.client.hold.LockRequest;
import dev.willow.client.hold.Locks;
import dev.willow.client.hold.TakenItem;
import dev.willow.client.work.Outcome;
import dev.willow.client.work.WillowWorker;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.testing.process.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the client library holds, at the real services: kept as long as it is held, gone when it is given back.
@Timeout(180)
class HoldsTest {
    private static final int MANY = 1_000;
    private static final int SHIFTS = 20;
    private static final int PER_SHIFT = 10;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final KeyValues PRODUCTION = KeyValues.of("deploy", Value.text("production"));

    @TempDir
    private static Path data;

    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(data);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /// The witness would get any item that times out, because they are all tried again for ever.
    @Test
    void a_thousand_items_of_one_second_are_kept_while_a_witness_waits_ten_seconds_for_one_to_be_lost() {
        cluster.willow().createQueue(QueueSpec.of("kept", -1));
        push("kept", IntStream.range(0, MANY).mapToObj(i -> item(i, SECOND, -1)).toList());
        List<TakenItem> items = new ArrayList<>();
        Items source = Items.of(cluster.willow(), "kept");
        while (items.size() < MANY) items.addAll(source.takeUpTo(MANY, DequeueRequest.ANY, Duration.ofSeconds(30)));
        assertThat(cluster.willow().dequeue("kept", DequeueRequest.ANY, Duration.ofSeconds(10))).isEmpty();
        for (TakenItem item : items) item.succeed();
        assertThat(cluster.willow().queue("kept").state().processing()).isZero();
    }

    @Test
    void a_lock_outlasts_many_time_outs_while_it_is_held_and_is_the_next_ones_when_it_is_closed() throws Exception {
        Locks locks = new Locks(cluster.locker());
        LockRequest request = LockRequest.on(PRODUCTION).timeout(SECOND);
        HeldLock first = locks.acquire(request, Duration.ZERO);
        CompletableFuture<HeldLock> next = CompletableFuture.supplyAsync(
                () -> locks.acquire(request, Cluster.PATIENCE), task -> Thread.ofVirtual().start(task));
        assertThatThrownBy(() -> locks.acquire(request, Duration.ofSeconds(5))).hasMessageContaining("held");
        first.ensureHeld();
        assertThat(next).isNotDone();
        first.close();
        try (HeldLock second = next.get(60, TimeUnit.SECONDS)) {
            assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
        }
    }

    @Test
    void a_lock_whose_service_is_gone_is_lost_by_its_own_time() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        try (HeldLock lock = new Locks(cluster.locker())
                .acquire(LockRequest.on(KeyValues.of("deploy", Value.text("staging"))).timeout(SECOND)
                        .whenLost(hold -> lost.countDown()), Duration.ZERO)) {
            cluster.kill(Service.LOCKER);
            assertThat(lost.await(60, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(lock::ensureHeld).isInstanceOf(LostException.class);
        } finally {
            cluster.restart(Service.LOCKER);
        }
    }

    /// Each worker is closed while items are on their way to it. A place that an item would keep until its time-out would stop the queue,
    /// as the time-out is longer than this test may take; an attempt used would be seen.
    @Test
    void workers_that_come_and_go_lose_no_item_and_use_no_attempt() throws Exception {
        cluster.willow().createQueue(QueueSpec.of("shifts", -1));
        Map<String, Integer> attempts = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(SHIFTS * PER_SHIFT);
        for (int shift = 0; shift < SHIFTS; shift++) {
            CountDownLatch some = new CountDownLatch(3);
            WillowWorker worker = WillowWorker.of(cluster.willow(), "shifts").concurrency(4).start(item -> {
                if (attempts.merge(item.id(), item.attempt(), Integer::max) == 1) all.countDown();
                some.countDown();
                return Outcome.DONE;
            });
            int first = shift * PER_SHIFT;
            push("shifts", IntStream.range(first, first + PER_SHIFT).mapToObj(i -> item(i, Duration.ofMinutes(5), 5)).toList());
            some.await();
            worker.close();
        }
        WillowWorker last = WillowWorker.of(cluster.willow(), "shifts").start(item -> {
            if (attempts.merge(item.id(), item.attempt(), Integer::max) == 1) all.countDown();
            return Outcome.DONE;
        });
        boolean isAllDone = all.await(60, TimeUnit.SECONDS);
        last.close();
        assertThat(isAllDone).as("all were worked on, " + all.getCount() + " are missing").isTrue();
        assertThat(attempts.values()).containsOnly(1);
        assertThat(cluster.willow().queue("shifts").state().processing()).isZero();
    }

    private static void push(String queue, List<ItemSpec> items) {
        cluster.willow().enqueueAll(queue, items).forEach(entry -> assertThat(entry.status()).isEqualTo(201));
    }

    private static ItemSpec item(int number, Duration timeout, int retries) {
        return ItemSpec.of(KeyValues.of("number", Value.int64(number)),
                new ItemProperties(new byte[0], false, retries, RetryPosition.BACK, timeout));
    }
}
