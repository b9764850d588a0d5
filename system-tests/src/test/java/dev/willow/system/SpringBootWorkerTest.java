package dev.willow.system;

import static dev.willow.system.Things.from;
import static dev.willow.system.Things.item;
import static dev.willow.system.Things.keys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.testing.process.Launch;
import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The example application, as a process at the real services.
@Timeout(180)
class SpringBootWorkerTest {
    @TempDir
    static Path data;

    @Test
    void each_item_is_handled_once_and_one_in_work_is_given_back_when_the_application_ends() throws Exception {
        try (Cluster cluster = Cluster.start(data)) {
            cluster.willow().createQueue(QueueSpec.of("builds", -1));
            List<String> commits = List.of("c1", "c2", "c3");
            for (String commit : commits) push(cluster, commit, "PT0.01S");
            RunningProcess worker = start(cluster);
            try {
                for (String commit : commits) worker.awaitLine(line -> line.endsWith("built " + commit), Cluster.PATIENCE);
                push(cluster, "long", "PT10M");
                worker.awaitLine(line -> line.contains("building long of branch=long, os=linux"), Cluster.PATIENCE);
                worker.signal("TERM");
                assertThat(worker.awaitExit(Cluster.PATIENCE)).as(worker.output()).isEqualTo(143);
            } finally {
                worker.kill();
            }
            for (String commit : commits) assertThat(worker.output()).containsOnlyOnce("building " + commit);
            assertThat(worker.output()).doesNotContain("built long");
            Item again = cluster.willow().dequeue("builds", from("os", "linux"), Cluster.PATIENCE).orElseThrow();
            assertThat(Things.textOf(again)).contains("long");
            assertThat(again.state().attempt()).isEqualTo(1);
            assertThat(cluster.willow().queue("builds").state().waiting()).isZero();
        }
    }

    private static void push(Cluster cluster, String commit, String duration) {
        String payload = "{\"commit\": \"%s\", \"duration\": \"%s\"}".formatted(commit, duration);
        cluster.willow().enqueue("builds", item(keys("branch", commit, "os", "linux"), payload, 0));
    }

    private static RunningProcess start(Cluster cluster) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-jar", Launch.jarOf("examples/spring-boot-worker").toString());
        builder.environment().put("WILLOW_URL", cluster.uriOf(Service.WILLOW).toString());
        builder.environment().put("WILLOW_LISTENER_DRAINPATIENCE", "100ms");
        builder.environment().put("SERVER_PORT", "0");
        return new RunningProcess("worker", builder);
    }
}
