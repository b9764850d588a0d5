package dev.willow.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.work.Outcome;
import dev.willow.client.work.WillowWorker;
import dev.willow.common.api.queue.DequeueRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kits among each other, and what is left of one.
@Timeout(120)
class KitsTest {

    @Test
    void two_kits_know_nothing_of_each_other() {
        try (WillowTestKit one = WillowTestKit.start();
                WillowTestKit another = WillowTestKit.builder().startingAt(Instant.parse("2030-06-01T12:00:00Z")).start()) {
            Builds.in(one).push("main", "c1");
            assertThat(another.willow().queues()).isEmpty();
            Builds builds = Builds.in(another);
            assertThat(builds.take()).isEmpty();

            Builds.in(one, "others").push("main", "c2");
            one.willowAway();
            one.advance(Duration.ofHours(1));
            assertThat(another.now()).isEqualTo(Instant.parse("2030-06-01T12:00:00Z"));
            builds.push("main", "c3");
            assertThat(builds.take().orElseThrow().text()).isEqualTo("c3");
        }
    }

    @Test
    void one_kit_does_not_wait_for_what_goes_on_in_another() throws Exception {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        try (WillowTestKit one = WillowTestKit.start(); WillowTestKit another = WillowTestKit.start()) {
            CompletableFuture<?> busy = one.async(opened::get);
            another.advance(Duration.ofHours(1));
            assertThat(busy).isNotDone();
            opened.complete(null);
            one.settle();
            assertThat(busy).isDone();
        }
    }

    @Test
    void a_kit_may_move_another_ones_time() {
        try (WillowTestKit one = WillowTestKit.start(); WillowTestKit another = WillowTestKit.start()) {
            CompletableFuture<Instant> moved = one.async(() -> {
                another.advance(Duration.ofMinutes(1));
                return another.now();
            });
            one.settle();
            assertThat(moved).isCompletedWithValue(another.now());
        }
    }

    @Test
    void a_setting_of_a_service_holds_in_the_kit_that_was_given_it() {
        try (WillowTestKit impatient = WillowTestKit.builder().setting("limits.longest-wait", "10s").start();
                WillowTestKit plain = WillowTestKit.start()) {
            Builds.in(impatient);
            Builds.in(plain);
            assertThatThrownBy(() -> impatient.willow().dequeue(Builds.QUEUE, DequeueRequest.ANY, Duration.ofMinutes(1)))
                    .hasMessageContaining("at most 10000000000");
            CompletableFuture<?> waits =
                    plain.async(() -> plain.willow().dequeue(Builds.QUEUE, DequeueRequest.ANY, Duration.ofMinutes(1)));
            plain.advance(Duration.ofMinutes(1));
            assertThat(waits).isCompleted();
        }
    }

    @Test
    void a_wrong_setting_fails_the_start_and_says_which() {
        assertThatThrownBy(() -> WillowTestKit.builder().setting("willow.default-timeout", "-1s").start())
                .hasStackTraceContaining("willow.default-timeout must be positive");
        try (WillowTestKit next = WillowTestKit.start()) {
            next.willow().checkHealth();
        }
    }

    /// A JVM ends when only daemon threads are left; virtual ones always are.
    @Test
    void nothing_of_a_kit_is_left_when_it_is_closed(@TempDir Path nothing) throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        Set<String> socketsBefore = sockets();
        WillowTestKit kit = WillowTestKit.builder().setting("engine.directory", nothing.toString()).start();
        Builds builds = Builds.in(kit);
        WillowWorker abandoned = WillowWorker.of(kit.willow(), Builds.QUEUE).start(item -> Outcome.DONE);
        builds.push("main", "c1");
        kit.advance(Duration.ofMinutes(10));
        assertThat(sockets()).as("ports, while it runs").isEqualTo(socketsBefore);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .as("threads while it runs")
                .allMatch(Thread::isDaemon);

        kit.close();
        for (Thread thread : Thread.getAllStackTraces().keySet())
            if (!before.contains(thread) && thread.getName().matches("(kit-|hang-up|engine).*")) thread.join(20_000);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread) && thread.getName().matches("(kit-|hang-up|engine).*"))
                .as("threads of the kit")
                .isEmpty();
        try (Stream<Path> files = Files.list(nothing)) {
            assertThat(files).as("files").isEmpty();
        }
        assertThat(abandoned).isNotNull();
    }

    /// What this process listens on: of the machine's listening sockets, those behind its file descriptors.
    private static Set<String> sockets() throws IOException {
        Set<String> listening = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (!Files.isReadable(Path.of(table))) continue;
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9 && columns[3].equals("0A")) listening.add("socket:[" + columns[9] + "]");
            }
        }
        Path own = Path.of("/proc/self/fd");
        if (!Files.isDirectory(own)) return Set.of();
        try (Stream<Path> descriptors = Files.list(own)) {
            return descriptors.map(KitsTest::target).filter(listening::contains).collect(Collectors.toSet());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Test
    void a_closed_kit_says_so() {
        WillowTestKit kit = WillowTestKit.start();
        kit.close();
        kit.close();
        assertThatThrownBy(kit::settle).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> kit.advance(Duration.ofSeconds(1))).hasMessageContaining("closed");
    }

    @Test
    void time_does_not_go_back() {
        try (WillowTestKit kit = WillowTestKit.start()) {
            assertThatThrownBy(() -> kit.advance(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
