package dev.willow.system;

import static dev.willow.system.Things.item;
import static dev.willow.system.Things.keys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.api.queue.QueueSpec;
import dev.willow.testing.docs.Snippets;
import dev.willow.testing.process.Service;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The Java that the guides show, run at the real services.
@Timeout(180)
class GuideCodeTest {
    @TempDir
    static Path data;

    @AutoClose
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(data);
    }

    static Stream<Arguments> guides() {
        return Stream.of(
                Arguments.of("limit-builds-per-branch.md", LimitBuildsCode.class), Arguments.of("write-a-worker.md", WriteAWorkerCode.class),
                Arguments.of("lock-across-machines.md", LockAcrossMachinesCode.class));
    }

    @ParameterizedTest
    @MethodSource("guides")
    void a_guide_shows_what_runs_here(String page, Class<?> code) {
        Snippets.of(Path.of("../docs/guides", page), "java").areIn(Snippets.sourceOf(code));
    }

    @Test
    void a_rule_is_there_once_it_was_created() {
        LimitBuildsCode.run(cluster.limiter());
        assertThat(cluster.limiter().rule("one deploy per target").spec().properties().limit()).isEqualTo(1);
    }

    @Test
    void a_worker_builds_what_is_pushed() throws Exception {
        cluster.willow().createQueue(QueueSpec.of("builds", -1));
        cluster.willow().enqueue("builds", item(keys("os", "linux"), "c1", 0));
        CompletableFuture<String> built = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                new WriteAWorkerCode(cluster.uriOf(Service.WILLOW), built::complete).run();
            } catch (InterruptedException stopped) {
                // which is how this one ends
            }
        });
        assertThat(built.get(60, TimeUnit.SECONDS)).isEqualTo("c1");
        worker.interrupt();
        worker.join();
        assertThat(cluster.willow().queue("builds").state().processing()).isZero();
    }

    @Test
    void a_deployment_runs_under_its_lock() {
        AtomicLong token = new AtomicLong();
        new LockAcrossMachinesCode(cluster.locker(), fencingToken -> {
            token.set(fencingToken);
            assertThat(cluster.locker().locks(Things.those("deploy", "production")).things()).hasSize(1);
        }).run();
        assertThat(token).hasPositiveValue();
        assertThat(cluster.locker().locks(Things.those("deploy", "production")).things()).isEmpty();
    }
}
