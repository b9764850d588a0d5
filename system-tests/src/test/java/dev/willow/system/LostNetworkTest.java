package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.LockerClient;
import dev.willow.client.LostException;
import dev.willow.client.RetryPolicy;
import dev.willow.client.WillowClient;
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
import dev.willow.testing.network.TcpProxy;
import dev.willow.testing.process.Service;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The network between the client library and the services breaks, for a moment or for long. Others reach the services all the while.
@Timeout(180)
class LostNetworkTest {
    private static final int MANY = 200;
    private static final int CUT_AFTER = 7;
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    @TempDir
    private static Path data;

    private static Cluster cluster;

    private TcpProxy toWillow;
    private TcpProxy toLocker;
    private WillowClient willow;
    private LockerClient locker;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(data);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void connect() {
        toWillow = TcpProxy.to(cluster.uriOf(Service.WILLOW).getPort());
        toLocker = TcpProxy.to(cluster.uriOf(Service.LOCKER).getPort());
        willow = WillowClient.builder(uriOf(toWillow)).retries(RetryPolicy.forAsLongAs(Cluster.PATIENCE)).build();
        locker = LockerClient.builder(uriOf(toLocker)).build();
    }

    @AfterEach
    void disconnect() {
        willow.close();
        locker.close();
        toWillow.close();
        toLocker.close();
    }

    /// Each push and each ack may have been carried out when its connection breaks; a second one would be seen as an item more, or as one
    /// that nobody has.
    @Test
    void what_is_pushed_over_connections_that_break_is_there_once_and_is_worked_on_once() throws Exception {
        cluster.willow().createQueue(QueueSpec.of("broken", -1));
        Map<String, Integer> attempts = new ConcurrentHashMap<>();
        CountDownLatch all = new CountDownLatch(MANY);
        WillowWorker worker = WillowWorker.of(willow, "broken").concurrency(3).start(item -> {
            int before = attempts.merge(item.text(), 1, Integer::sum);
            if (before == 1) all.countDown();
            if (attempts.size() % CUT_AFTER == 0) toWillow.cut();
            return Outcome.DONE;
        });
        for (int i = 0; i < MANY; i++) {
            willow.enqueue("broken", item(i, Duration.ofMinutes(5)));
            if (i % CUT_AFTER == 0) toWillow.cut();
        }
        boolean isAllDone = all.await(Cluster.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        worker.close();
        assertThat(isAllDone).as(all.getCount() + " are missing").isTrue();
        assertThat(attempts).hasSize(MANY).allSatisfy((item, times) -> assertThat(times).isEqualTo(1));
        assertThat(inQueue("broken")).isZero();
    }

    /// The time-out is two seconds: without heartbeats over new connections, the witness would get the item.
    @Test
    void an_item_is_kept_over_connections_that_break_once_a_second() {
        cluster.willow().createQueue(QueueSpec.of("kept", -1));
        cluster.willow().enqueue("kept", item(1, TWO_SECONDS));
        TakenItem item = Items.of(willow, "kept").take(DequeueRequest.ANY, Cluster.PATIENCE).orElseThrow();
        for (int second = 0; second < 8; second++) {
            toWillow.cut();
            assertThat(cluster.willow().dequeue("kept", DequeueRequest.ANY, Duration.ofSeconds(1))).isEmpty();
        }
        item.succeed();
        assertThat(inQueue("kept")).isZero();
    }

    /// By the time Locker gives the lock to somebody else, its former holder knows.
    @Test
    void a_lock_that_cannot_be_kept_is_known_to_be_lost_before_anybody_else_has_it() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        LockRequest request = LockRequest.on(KeyValues.of("deploy", Value.text("production"))).timeout(TWO_SECONDS);
        try (HeldLock first = new Locks(locker).acquire(request.whenLost(hold -> told.countDown()), Duration.ZERO)) {
            toLocker.refuse();
            try (HeldLock second = new Locks(cluster.locker()).acquire(request, Cluster.PATIENCE)) {
                assertThat(first.isHeld()).isFalse();
                assertThatThrownBy(first::ensureHeld).isInstanceOf(LostException.class);
                assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
            }
            assertThat(told.await(Cluster.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void an_item_that_cannot_be_kept_interrupts_its_worker_which_goes_on_when_the_network_is_back() throws Exception {
        cluster.willow().createQueue(QueueSpec.of("away", -1));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        WillowWorker worker = WillowWorker.of(willow, "away").start(item -> {
            if (item.text().equals("2")) {
                done.countDown();
                return Outcome.DONE;
            }
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return Outcome.DONE;
        });
        cluster.willow().enqueue("away", item(1, TWO_SECONDS));
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        toWillow.refuse();
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        var again = cluster.willow().dequeue("away", DequeueRequest.ANY, Cluster.PATIENCE).orElseThrow();
        assertThat(again.state().attempt()).isEqualTo(2);
        cluster.willow().enqueue("away", item(2, TWO_SECONDS));
        toWillow.accept();
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        worker.close();
    }

    private static int inQueue(String queue) {
        var state = cluster.willow().queue(queue).state();
        return state.waiting() + state.processing();
    }

    private static URI uriOf(TcpProxy proxy) {
        return URI.create("http://127.0.0.1:" + proxy.port());
    }

    private static ItemSpec item(int number, Duration timeout) {
        return ItemSpec.of(KeyValues.of("number", Value.int64(number)), new ItemProperties(
                Integer.toString(number).getBytes(StandardCharsets.UTF_8), false, 5, RetryPosition.BACK, timeout));
    }
}
