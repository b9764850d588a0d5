package dev.willow.system;

import static dev.willow.system.Things.any;
import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.limit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.WillowClient;
import dev.willow.client.hold.HeldLock;
import dev.willow.client.hold.Items;
import dev.willow.client.hold.LockRequest;
import dev.willow.client.hold.Locks;
import dev.willow.client.hold.TakenItem;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.testing.process.Service;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/// The three images, each in a container of its own, used by the client library.
@NeedsEngine
@Timeout(900)
class ImagesTest {
    private static final int PORT = 8080;
    private static final int OUR_USER = 10001;
    private static final Duration START = Duration.ofMinutes(3);

    private static Network network;
    private static GenericContainer<?> locker;
    private static GenericContainer<?> limiter;
    private static GenericContainer<?> willow;

    @BeforeAll
    static void start() throws Exception {
        Images.build();
        network = Network.newNetwork();
        locker = container(Service.LOCKER, Map.of());
        limiter = container(Service.LIMITER, Map.of("LOCKER_URL", "http://locker:" + PORT));
        willow = container(Service.WILLOW, Map.of("LIMITER_URL", "http://limiter:" + PORT));
    }

    @AfterAll
    static void stop() {
        for (GenericContainer<?> each : new GenericContainer<?>[] {willow, limiter, locker}) if (each != null) each.stop();
        if (network != null) network.close();
    }

    /// Running means that its health check has said so.
    @SuppressWarnings("resource") // stopped above
    private static GenericContainer<?> container(Service service, Map<String, String> settings) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(Images.of(service)))
                .withNetwork(network).withNetworkAliases(service.label()).withExposedPorts(PORT)
                .withEnv("TLS_PLAINHTTP", "anywhere").withEnv(settings)
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(START));
        container.start();
        return container;
    }

    @Test
    void an_item_runs_under_a_limit_and_a_lock() {
        try (WillowClient queues = WillowClient.builder(uriOf(willow)).build();
                LimiterClient limits = LimiterClient.builder(uriOf(limiter)).build();
                LockerClient locks = LockerClient.builder(uriOf(locker)).build()) {
            limits.createRule(limit("one at a time", any("branch"), 1));
            queues.createQueue(QueueSpec.of("builds", 10));
            for (String os : new String[] {"linux", "mac"}) queues.enqueue("builds", ItemSpec.of(keys("branch", "main", "os", os), properties()));
            Items items = Items.of(queues, "builds");
            try (TakenItem item = items.take(DequeueRequest.ANY, Cluster.PATIENCE).orElseThrow();
                    HeldLock lock = new Locks(locks).acquire(LockRequest.on(keys("deploy", "production")), Cluster.PATIENCE)) {
                assertThat(items.take(DequeueRequest.ANY, Duration.ZERO)).isEmpty();
                lock.ensureHeld();
                item.succeed();
            }
            assertThat(items.take(DequeueRequest.ANY, Cluster.PATIENCE)).isPresent();
        }
    }

    @Test
    void a_service_in_its_image_is_not_root_and_writes_to_its_volume_alone() throws Exception {
        ExecResult who = willow.execInContainer("id", "-u");
        assertThat(who.getStdout().strip()).isEqualTo(Integer.toString(OUR_USER));
        ExecResult elsewhere = willow.execInContainer("touch", "/app/x");
        assertThat(elsewhere.getExitCode()).isNotZero();
        ExecResult volume = willow.execInContainer("ls", "/data/willow");
        assertThat(volume.getStdout()).isNotBlank();
    }

    @Test
    void classes_come_from_the_archive_of_the_rehearsal() throws Exception {
        ExecResult mapped = willow.execInContainer("grep", "-c", "/app/classes.aot", "/proc/1/maps");
        assertThat(Integer.parseInt(mapped.getStdout().strip())).isPositive();
    }

    private static ItemProperties properties() {
        return new ItemProperties("commit".getBytes(), false, 0, RetryPosition.BACK, Duration.ofSeconds(30));
    }

    private static URI uriOf(GenericContainer<?> container) {
        return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT));
    }
}
