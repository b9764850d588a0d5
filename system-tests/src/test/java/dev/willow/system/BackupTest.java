package dev.willow.system;

import static dev.willow.system.Things.ack;
import static dev.willow.system.Things.any;
import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.leased;
import static dev.willow.system.Things.limit;
import static dev.willow.system.Things.lock;
import static dev.willow.system.Things.textOf;
import static dev.willow.system.Things.those;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.NotGrantedException;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.values.KeyValues;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// All three are backed up while work goes on, killed, left without their data, restored and started again.
@Timeout(300)
class BackupTest {
    private static final String QUEUE = "jobs";
    private static final int CHANNELS = 4;
    private static final int BACKLOG = 150;
    private static final int ENQUEUED_BEFORE = 100;
    private static final int ACKED_BEFORE = 30;
    private static final int ACKED_AFTER = 30;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration REPAIR = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    /// What was answered, and what may have been.
    private final Set<String> enqueued = ConcurrentHashMap.newKeySet();
    private final Set<String> acked = ConcurrentHashMap.newKeySet();
    private final Set<String> ackBegun = ConcurrentHashMap.newKeySet();
    private final AtomicLong largestToken = new AtomicLong();

    private final AtomicBoolean isOver = new AtomicBoolean();
    /// How many more items there may be.
    private final Semaphore backlog = new Semaphore(BACKLOG);
    private final AtomicInteger names = new AtomicInteger();
    private final CountDownLatch enoughEnqueued = new CountDownLatch(ENQUEUED_BEFORE);
    private final CountDownLatch enoughAcked = new CountDownLatch(ACKED_BEFORE);
    private volatile CountDownLatch ackedLater = new CountDownLatch(ACKED_AFTER);

    private Path data() {
        return folder.resolve("data");
    }

    @Test
    void what_was_answered_before_a_backup_began_is_there_after_all_data_was_lost_and_work_goes_on() throws Exception {
        try (Cluster cluster = Cluster.start(data())) {
            cluster.willow().createQueue(QueueSpec.of(QUEUE, 5000));
            cluster.limiter().createRule(limit("one per branch", any("branch"), 1));
            cluster.limiter().change(leased(keys("seat", "s1"), "mine"), Duration.ZERO);
            Lock held = cluster.locker().acquire(lock(keys("door", "d1")), Duration.ZERO);

            List<Thread> work = startWork(cluster);
            await(enoughEnqueued);
            await(enoughAcked);
            Set<String> enqueuedBefore = new HashSet<>(enqueued);
            Set<String> ackedBefore = new HashSet<>(acked);
            Typist.at(cluster).run("backup", folder.resolve("saved").toString());
            Set<String> ackBegunByThen = new HashSet<>(ackBegun);
            ackedLater = new CountDownLatch(ACKED_AFTER);
            await(ackedLater); // acked since: there again after the restore
            isOver.set(true);
            backlog.release(work.size());
            for (Thread each : work) each.join();
            Lock later = cluster.locker().acquire(lock(keys("door", "d2")), Duration.ZERO);

            for (Service service : Service.values()) cluster.kill(service);
            delete(data());
            Map<String, String> settings = new HashMap<>(Map.of("WILLOW_DATA", data().toString()));
            Typist.end(Launcher.start(settings, "restore", folder.resolve("saved").toString()), 0);
            for (Service service : Service.values()) cluster.restart(service);

            cluster.locker().heartbeat(held.state().lockId(), held.state().sessionId());
            assertThat(cluster.locker().acquire(lock(keys("door", "d2")), Duration.ZERO).state().fencingToken())
                    .isGreaterThan(later.state().fencingToken());
            assertThat(cluster.limiter().counters(those("seat", "s1")).things().getFirst().state().leases()).containsExactly("mine");
            assertThat(cluster.willow().queue(QUEUE).spec().properties().maxItems()).contains(5000L);
            Eventually.succeeds("items and counters agree", REPAIR, AssertionError.class, () -> Agreement.check(cluster, QUEUE));

            Set<String> there = drain(cluster);
            Set<String> mustBeThere = new HashSet<>(enqueuedBefore);
            mustBeThere.removeAll(ackBegunByThen);
            assertThat(there).as("enqueued before the backup").containsAll(mustBeThere).hasSizeGreaterThan(mustBeThere.size() / 2);
            assertThat(there).as("acked before the backup").doesNotContainAnyElementsOf(ackedBefore);
            assertThat(enqueuedBefore).as("enqueued before the backup").containsAll(ackedBefore);

            Eventually.succeeds("no counter is left", REPAIR, AssertionError.class, () -> Agreement.check(cluster, QUEUE));
            limitStillHolds(cluster);
        }
    }

    /// Some enqueue, some take and ack, until it is over.
    private List<Thread> startWork(Cluster cluster) {
        List<Thread> work = new ArrayList<>();
        for (int i = 0; i < 2; i++)
            work.add(Thread.startVirtualThread(() -> {
                while (true) {
                    backlog.acquireUninterruptibly();
                    if (isOver.get()) return;
                    int number = names.incrementAndGet();
                    cluster.willow().enqueue(QUEUE, item("item" + number, keys("branch", "b" + number % CHANNELS)));
                    enqueued.add("item" + number);
                    enoughEnqueued.countDown();
                }
            }));
        for (int i = 0; i < 2; i++)
            work.add(Thread.startVirtualThread(() -> {
                while (!isOver.get()) take(cluster, Duration.ofMillis(100)).ifPresent(item -> {
                    ackBegun.add(textOf(item));
                    cluster.willow().ack(QUEUE, ack(item, true));
                    acked.add(textOf(item));
                    backlog.release();
                    enoughAcked.countDown();
                    ackedLater.countDown();
                });
            }));
        return work;
    }

    private Optional<Item> take(Cluster cluster, Duration patience) {
        Optional<Item> item = cluster.willow().dequeue(QUEUE, DequeueRequest.ANY, patience);
        item.ifPresent(taken -> largestToken.accumulateAndGet(taken.state().fencingToken().orElseThrow(), Math::max));
        return item;
    }

    /// Takes all items, those too whose consumers are gone.
    private Set<String> drain(Cluster cluster) {
        Set<String> texts = new HashSet<>();
        long before = largestToken.get();
        for (Optional<Item> item = take(cluster, TIMEOUT.multipliedBy(3)); item.isPresent(); item = take(cluster, TIMEOUT.multipliedBy(3))) {
            assertThat(item.get().state().fencingToken().orElseThrow()).isGreaterThan(before);
            assertThat(texts.add(textOf(item.get()))).as("%s comes once", textOf(item.get())).isTrue();
            cluster.willow().ack(QUEUE, ack(item.get(), true));
        }
        return texts;
    }

    private static void limitStillHolds(Cluster cluster) {
        for (String text : List.of("new 1", "new 2")) cluster.willow().enqueue(QUEUE, item(text, keys("branch", "b1")));
        assertThat(cluster.willow().dequeue(QUEUE, DequeueRequest.ANY, Cluster.PATIENCE)).isPresent();
        assertThat(cluster.willow().dequeue(QUEUE, DequeueRequest.ANY, Duration.ZERO)).isEmpty();
        assertThatThrownBy(() -> cluster.limiter().change(leased(keys("branch", "b1"), "another"), Duration.ZERO))
                .isInstanceOf(NotGrantedException.class);
    }

    private static ItemSpec item(String text, KeyValues channel) {
        return ItemSpec.of(channel, new ItemProperties(text.getBytes(StandardCharsets.UTF_8), false, -1, RetryPosition.FRONT, TIMEOUT));
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(Cluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}
