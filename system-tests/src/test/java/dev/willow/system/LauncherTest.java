package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `./willow up`, `status`, `logs` and `down`, and what they say when something is wrong.
@Timeout(300)
class LauncherTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path data;

    private Map<String, String> settings;

    @BeforeEach
    void choosePorts() throws IOException {
        settings = new HashMap<>(Map.of("WILLOW_DATA", data.toString()));
        List<ServerSocket> free = new ArrayList<>();
        for (Service service : Service.values()) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            free.add(socket);
            settings.put(service.name() + "_PORT", Integer.toString(socket.getLocalPort()));
        }
        for (ServerSocket socket : free) socket.close();
    }

    @AfterEach
    void down() throws Exception {
        run("down");
    }

    @Test
    void up_starts_three_healthy_services_and_down_leaves_none() throws Exception {
        settings.put("WILLOW_JAVA_OPTS", "-XX:AOTMode=on"); // rather end than start without what was prepared
        settings.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,metrics"); // which is decided now, not when it was prepared
        RunningProcess up = run("up");
        assertThat(up.awaitExit(PATIENCE)).as(up.output()).isZero();
        for (Service service : Service.values()) {
            assertThat(up.output()).contains("http://127.0.0.1:" + settings.get(service.name() + "_PORT"));
            assertThat(run("logs", service.label()).output()).contains("listens on 127.0.0.1:");
            assertThat(statusOf(service, "/actuator/metrics")).isEqualTo(200);
            assertThat(statusOf(service, "/actuator/loggers")).isEqualTo(404);
        }
        RunningProcess status = run("status");
        assertThat(status.awaitExit(PATIENCE)).isZero();
        assertThat(status.output().lines()).hasSize(3).allMatch(line -> line.contains("healthy"));

        RunningProcess again = run("up");
        assertThat(again.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(again.output()).startsWith("willow: already up: locker limiter willow").hasLineCount(1);

        List<ProcessHandle> services = new ArrayList<>();
        for (Service service : Service.values()) services.add(ProcessHandle.of(Long.parseLong(
                Files.readString(data.resolve("run/" + service.label() + ".pid")).strip())).orElseThrow());
        assertThat(run("down").output()).isEqualTo("willow: stopped: locker limiter willow");
        for (ProcessHandle service : services) service.onExit().get(10, TimeUnit.SECONDS);
        assertThat(run("status").awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(run("down").output()).isEqualTo("willow: nothing is up");
    }

    @Test
    void up_starts_what_is_missing_and_leaves_alone_what_runs() throws Exception {
        assertThat(run("up").awaitExit(PATIENCE)).isZero();
        long locker = pidOf(Service.LOCKER);
        long limiter = pidOf(Service.LIMITER);
        ProcessHandle killed = ProcessHandle.of(limiter).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().get(10, TimeUnit.SECONDS);

        RunningProcess again = run("up");
        assertThat(again.awaitExit(PATIENCE)).as(again.output()).isZero();
        assertThat(pidOf(Service.LOCKER)).isEqualTo(locker);
        assertThat(pidOf(Service.LIMITER)).isNotEqualTo(limiter);
        assertThat(run("status").awaitExit(PATIENCE)).as("all are healthy").isZero();
    }

    @Test
    void what_is_missing_and_cannot_start_takes_nothing_down_that_runs() throws Exception {
        assertThat(run("up").awaitExit(PATIENCE)).isZero();
        ProcessHandle killed = ProcessHandle.of(pidOf(Service.LIMITER)).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().get(10, TimeUnit.SECONDS);
        settings.put("ENGINE_DURABILITY", "nonsense");

        RunningProcess again = run("up");
        assertThat(again.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(again.output()).startsWith("willow: limiter died while it started");
        assertThat(ProcessHandle.of(pidOf(Service.LOCKER)).filter(ProcessHandle::isAlive)).isPresent();
        assertThat(ProcessHandle.of(pidOf(Service.WILLOW)).filter(ProcessHandle::isAlive)).isPresent();
    }

    private long pidOf(Service service) throws IOException {
        return Long.parseLong(Files.readString(data.resolve("run/" + service.label() + ".pid")).strip());
    }

    @Test
    void build_leaves_what_is_prepared_as_it_is() throws Exception {
        assertThat(run("build").awaitExit(PATIENCE)).isZero();
        RunningProcess again = run("build");
        assertThat(again.awaitExit(PATIENCE)).isZero();
        assertThat(again.output()).isEmpty();
    }

    @Test
    void a_taken_port_is_told_in_one_line_and_nothing_is_started() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            settings.put("LIMITER_PORT", Integer.toString(taken.getLocalPort()));
            RunningProcess up = run("up");
            assertThat(up.awaitExit(PATIENCE)).isEqualTo(1);
            assertThat(up.output()).isEqualTo("willow: port " + taken.getLocalPort()
                    + " is taken by another program; free it or choose another by LIMITER_PORT");
        }
        assertThat(run("status").output().lines()).hasSize(3).allMatch(line -> line.endsWith("down"));
    }

    @Test
    void a_service_that_dies_at_start_is_named_with_its_reason_and_the_others_are_stopped() throws Exception {
        settings.put("WILLOW_JAVA_OPTS", "-Dserver.address=not-an-address.invalid");
        RunningProcess up = run("up");
        assertThat(up.awaitExit(PATIENCE)).isEqualTo(1);
        assertThat(up.output()).startsWith("willow: locker died while it started: ").hasLineCount(1);
        assertThat(run("status").output().lines()).allMatch(line -> line.endsWith("down"));
    }

    @Test
    void wrong_use_is_told_in_one_line_with_exit_2() throws Exception {
        for (String[] words : new String[][] {{"upp"}, {"up", "now"}, {"logs", "lockre"}, {"demo", "--fast"}, {"demo", "--run"}}) {
            RunningProcess wrong = run(words);
            assertThat(wrong.awaitExit(PATIENCE)).as(String.join(" ", words)).isEqualTo(2);
            assertThat(wrong.output()).startsWith("willow: ").hasLineCount(1);
        }
    }

    @Test
    void a_link_to_it_does_what_it_does() throws Exception {
        Path link = Files.createSymbolicLink(data.resolve("willow"), Launcher.ROOT.resolve("willow"));
        ProcessBuilder builder = new ProcessBuilder(link.toString(), "--version");
        builder.environment().putAll(Launcher.environment(settings));
        RunningProcess version = new RunningProcess("willow --version", builder);
        assertThat(version.awaitExit(PATIENCE)).as(version.output()).isZero();
        assertThat(version.output()).startsWith("willow ");
        Files.delete(link); // or JUnit would be afraid of it
    }

    private int statusOf(Service service, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + settings.get(service.name() + "_PORT") + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private RunningProcess run(String... words) throws Exception {
        RunningProcess process = Launcher.start(settings, words);
        process.awaitExit(PATIENCE);
        return process;
    }
}
