package dev.willow.system;

import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.lock;
import static dev.willow.system.Things.those;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.LockerClient;
import dev.willow.client.RetryPolicy;
import dev.willow.common.api.locker.Lock;
import dev.willow.testing.process.Launch;
import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real service at data that a crash, a person or a disk has left in disorder: it serves all that was answered, or says in a
/// line why it does not, and leaves everything as it is. (Every kind of damage is shown in the tests of the engine.)
@Timeout(300)
class DamagedDataTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOCKS = 60;

    @TempDir
    Path data;

    private final List<RunningProcess> started = new ArrayList<>();
    private final List<Lock> held = new ArrayList<>();

    @AfterEach
    void killAll() throws InterruptedException {
        for (RunningProcess process : started) process.kill();
    }

    private Launch start() throws IOException, InterruptedException {
        // A snapshot after every few locks.
        Launch launch = Launch.of(Service.LOCKER, data, Map.of(), Map.of("ENGINE_LOGSIZE", "4KB", "LOGGING_LEVEL_DEV_WILLOW", "info"));
        started.add(launch.process());
        return launch;
    }

    /// What a service says that ends by itself, before it listens or soon after.
    private String untilItsEnd() throws IOException, InterruptedException {
        try {
            RunningProcess process = start().process();
            assertThat(process.awaitExit(PATIENCE)).isEqualTo(1);
            return process.output();
        } catch (AssertionError neverListened) {
            return neverListened.getMessage();
        }
    }

    private static LockerClient client(Launch locker) {
        return LockerClient.builder(URI.create("http://127.0.0.1:" + locker.port()))
                .retries(RetryPolicy.forAsLongAs(Duration.ofSeconds(30))).build();
    }

    /// Locks some, and kills the service.
    private void lockAndKill() throws Exception {
        Launch locker = start();
        try (LockerClient client = client(locker)) {
            for (int i = 0; i < LOCKS; i++) held.add(client.acquire(lock(keys("door", "d" + i)), Duration.ZERO));
        }
        locker.process().kill();
    }

    private void expectAllHeld(Launch locker) {
        try (LockerClient client = client(locker)) {
            for (Lock each : held) client.heartbeat(each.state().lockId(), each.state().sessionId());
            Lock first = client.locks(those("door", "d0")).things().getFirst();
            assertThat(first.state().fencingToken()).isEqualTo(held.getFirst().state().fencingToken());
            assertThat(client.acquire(lock(keys("door", "new")), Duration.ZERO).state().fencingToken())
                    .isGreaterThan(held.getLast().state().fencingToken());
        }
    }

    private List<Path> files(String pattern) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(file -> file.getFileName().toString().matches(pattern)).sorted().toList();
        }
    }

    private static int written(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] == 0) end--;
        return end;
    }

    @Test
    void what_a_power_cut_left_half_written_is_put_aside_and_all_that_was_answered_is_there() throws Exception {
        lockAndKill();
        Path log = files("log_inprogress_\\d+").getLast();
        byte[] content = Files.readAllBytes(log);
        byte[] torn = Arrays.copyOf(content, content.length + 300);
        System.arraycopy(new byte[] {(byte) 0xac, 0x02, 0x08, 0x01, 0x10, 0x30, 0x1a, 0x11, 0x22, 0x33}, 0, torn, written(content), 10);
        Files.write(log, torn);
        Path youngest = files("snapshot\\.\\d+_\\d+").stream().max(Comparator.comparingLong(DamagedDataTest::index)).orElseThrow();
        Files.write(youngest, Arrays.copyOf(Files.readAllBytes(youngest), 100));

        Launch locker = start();
        expectAllHeld(locker);
        assertThat(locker.process().output()).contains("it was cut off and put aside as").contains(youngest + " is damaged; it was put aside");
        assertThat(files("torn-entry-\\d+")).hasSize(1);
        assertThat(files("snapshot.*\\.damaged")).hasSize(1);
    }

    private static long index(Path snapshot) {
        String name = snapshot.getFileName().toString();
        return Long.parseLong(name.substring(name.indexOf('_') + 1));
    }

    @Test
    void two_processes_never_share_a_directory() throws Exception {
        lockAndKill();
        Launch first = start();
        assertThatThrownBy(this::start).hasMessageContaining(
                "not started: the data directory " + data.resolve("locker") + " is in use by another process");
        expectAllHeld(first);
    }

    @Test
    void damage_to_what_was_answered_ends_the_start_with_its_place_and_changes_nothing() throws Exception {
        lockAndKill();
        Path log = files("log_inprogress_\\d+").getLast();
        byte[] content = Files.readAllBytes(log);
        byte[] damaged = content.clone();
        damaged[written(content) / 2] ^= 1;
        Files.write(log, damaged, StandardOpenOption.TRUNCATE_EXISTING);

        String said = untilItsEnd();
        assertThat(said.lines().filter(line -> line.contains("ERROR"))).as(said).isNotEmpty().allSatisfy(line -> assertThat(line)
                .contains("the log could not be opened: the log " + log + " is damaged at entry ")
                .endsWith(", which was answered: later entries are whole; restore the data directory from a copy"));
        assertThat(said).doesNotContain("\tat ");
        assertThat(log).hasBinaryContent(damaged);

        Files.write(log, content, StandardOpenOption.TRUNCATE_EXISTING);
        expectAllHeld(start());
    }
}
