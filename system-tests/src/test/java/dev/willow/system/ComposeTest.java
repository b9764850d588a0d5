package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.WillowClient;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The compose file as an operator uses it, with the command line outside of it.
@NeedsEngine
@Timeout(900)
class ComposeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String PROJECT = "willow-test-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void up() throws Exception {
        Images.build();
        compose("up", "--detach", "--no-build");
        for (Service service : Service.values()) awaitHealth(service);
    }

    @AfterAll
    static void down() throws Exception {
        compose("down", "--volumes");
    }

    @Test
    void what_was_pushed_outlives_services_that_are_killed_and_come_back_by_themselves() throws Exception {
        willow("queue", "create", "builds");
        willow("rule", "create", "one build per branch", "branch", "--limit", "1");
        willow("push", "builds", "branch=main", "os=linux", "--item", "c1");
        willow("push", "builds", "branch=main", "os=mac", "--item", "c2");
        assertThat(willow("take", "builds", "--where", "os=linux", "--wait", "30s")).contains("c1");
        for (Service service : Service.values()) kill(service);
        for (Service service : Service.values()) awaitHealth(service);
        assertThat(willow("explain", "builds", "branch=main", "os=mac")).contains("one build per branch");
        assertThat(willow("counters", "--where", "branch=main")).contains("branch=main os=linux");
    }

    /// As the kernel kills what takes too much memory: the engine starts it again.
    private static void kill(Service service) throws Exception {
        String container = compose("ps", "--quiet", service.label()).strip();
        long process = Long.parseLong(run(List.of("docker", "inspect", "--format", "{{.State.Pid}}", container)).strip());
        String before = startedAt(container);
        ProcessHandle.of(process).orElseThrow().destroyForcibly();
        Eventually.succeeds(service + " was started again", PATIENCE, AssertionError.class,
                () -> assertThat(startedAt(container)).isNotEqualTo(before));
    }

    private static String startedAt(String container) {
        try {
            return run(List.of("docker", "inspect", "--format", "{{.State.StartedAt}}", container)).strip();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void awaitHealth(Service service) throws Exception {
        Eventually.succeeds(service + " is healthy", PATIENCE, RuntimeException.class, () -> {
            try (WillowClient client = WillowClient.builder(uriOf(service)).build()) {
                client.checkHealth();
            }
        });
    }

    private static String willow(String... words) throws Exception {
        Map<String, String> urls = Map.of("WILLOW_URL", uriOf(Service.WILLOW).toString(), "LIMITER_URL", uriOf(Service.LIMITER).toString(),
                "LOCKER_URL", uriOf(Service.LOCKER).toString());
        RunningProcess willow = Launcher.start(urls, words);
        assertThat(willow.awaitExit(PATIENCE)).as(willow.output()).isZero();
        return willow.output();
    }

    /// Another one after each start, since none is named.
    private static URI uriOf(Service service) {
        try {
            return URI.create("http://" + compose("port", service.label(), "8080").strip());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String compose(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Compose.COMMAND);
        command.addAll(List.of("--project-name", PROJECT, "--file", "docker/compose.yaml"));
        command.addAll(List.of(words));
        return run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(Launcher.ROOT.toFile());
        builder.environment().putAll(Map.of("WILLOW_VERSION", Images.VERSION, "WILLOW_PORT", "0", "LIMITER_PORT", "0", "LOCKER_PORT", "0"));
        RunningProcess process = new RunningProcess(String.join(" ", command), builder);
        if (process.awaitExit(PATIENCE) != 0) throw new IOException(process.output());
        return process.output();
    }
}
