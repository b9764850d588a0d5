package dev.willow.system;

import static dev.willow.system.Things.any;
import static dev.willow.system.Things.item;
import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.limit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.RetryPolicy;
import dev.willow.client.Tls;
import dev.willow.client.UnavailableException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.testing.docs.Snippets;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Launch;
import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import dev.willow.testing.tls.ThrowAwayAuthority;
import dev.willow.testing.tls.ThrowAwayAuthority.Identity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The three services speak TLS with each other and with their callers, and all have to show a certificate.
@Timeout(180)
class TlsTest {
    @TempDir
    private static Path folder;

    private static ThrowAwayAuthority authority;
    private static Identity user;
    private static final Map<Service, Launch> SERVICES = new EnumMap<>(Service.class);

    @BeforeAll
    static void start() throws Exception {
        authority = new ThrowAwayAuthority(folder);
        user = authority.certify("user");
        for (Service service : Service.values()) SERVICES.put(service, launch(service, authority.certify(service.label())));
        SSLContext certified = certified();
        try (WillowClient willow = WillowClient.builder(uriOf(Service.WILLOW)).sslContext(certified).build()) {
            Eventually.succeeds("Willow has reached the Limiter", UnavailableException.class, willow::checkHealth);
        }
    }

    private static Launch launch(Service service, Identity identity) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "TLS_CERTIFICATE", identity.certificate().toString(), "TLS_PRIVATEKEY", identity.privateKey().toString(),
                "TLS_TRUSTED", authority.certificate().toString(), "TLS_CLIENTAUTH", "required"));
        SERVICES.forEach((other, launch) -> settings.put(other.name() + "_URL", uriOf(other).toString()));
        return Launch.of(service, folder.resolve("data"), Map.of(), settings);
    }

    @AfterAll
    static void stop() throws Exception {
        for (Launch launch : SERVICES.values()) launch.process().kill();
    }

    /// A limit of one makes Willow ask the Limiter, and the Limiter take the lock of a group from Locker.
    @Test
    void an_item_runs_under_a_limit_whose_group_is_locked() {
        SSLContext certified = certified();
        try (WillowClient willow = WillowClient.builder(uriOf(Service.WILLOW)).sslContext(certified).build();
                LimiterClient limiter = LimiterClient.builder(uriOf(Service.LIMITER)).sslContext(certified).build();
                LockerClient locker = LockerClient.builder(uriOf(Service.LOCKER)).sslContext(certified).build()) {
            limiter.createRule(limit("one at a time", any("branch"), 1));
            willow.createQueue(QueueSpec.of("builds", 10));
            willow.enqueue("builds", item(keys("branch", "main", "os", "linux"), "c1", 0));
            willow.enqueue("builds", item(keys("branch", "main", "os", "mac"), "c2", 0));
            assertThat(willow.dequeue("builds", DequeueRequest.ANY, Cluster.PATIENCE)).isPresent();
            assertThat(willow.dequeue("builds", DequeueRequest.ANY, Duration.ZERO)).isEmpty();
            assertThat(locker.locks(QueryRequest.EVERYTHING).things()).isNotEmpty();
        }
    }

    @Test
    void a_client_is_given_its_files_as_the_guide_shows() {
        Snippets.of(Path.of("../docs/guides/encrypt-with-tls.md"), "java").areIn(Snippets.sourceOf(TlsTest.class));
        try (WillowClient willow = clientOf(uriOf(Service.WILLOW), authority.certificate(), user.certificate(), user.privateKey())) {
            willow.queues();
        }
    }

    private static WillowClient clientOf(URI willowUrl, Path caFile, Path certificateFile, Path keyFile) {
        // snippet
        WillowClient willow = WillowClient.builder(willowUrl) // such as https://localhost:8080
                .sslContext(Tls.trusting(caFile).identifiedBy(certificateFile, keyFile).toContext())
                .build();
        // end of snippet
        return willow;
    }

    @Test
    void a_client_without_a_certificate_gets_nowhere() {
        try (WillowClient stranger = WillowClient.builder(uriOf(Service.WILLOW))
                .sslContext(Tls.trusting(authority.certificate()).toContext()).retries(RetryPolicy.NONE).build()) {
            assertThatThrownBy(stranger::queues).isInstanceOf(UnavailableException.class);
        }
    }

    @Test
    void the_command_line_shows_its_certificate() throws Exception {
        RunningProcess list = Launcher.start(Map.of("WILLOW_URL", uriOf(Service.WILLOW).toString()), "queue", "list",
                "--tls-trusted", authority.certificate().toString(),
                "--tls-certificate", user.certificate().toString(), "--tls-private-key", user.privateKey().toString());
        assertThat(list.awaitExit(Cluster.PATIENCE)).as(list.output()).isZero();
    }

    @Test
    void the_command_line_without_a_certificate_says_so_in_one_line() throws Exception {
        RunningProcess list = Launcher.start(Map.of(
                "WILLOW_URL", uriOf(Service.WILLOW).toString(), "TLS_TRUSTED", authority.certificate().toString()), "queue", "list");
        assertThat(list.awaitExit(Cluster.PATIENCE)).isEqualTo(1);
        assertThat(list.output().lines()).hasSize(1);
    }

    private static SSLContext certified() {
        return Tls.trusting(authority.certificate()).identifiedBy(user.certificate(), user.privateKey()).toContext();
    }

    private static URI uriOf(Service service) {
        return URI.create("https://127.0.0.1:" + SERVICES.get(service).port());
    }
}
