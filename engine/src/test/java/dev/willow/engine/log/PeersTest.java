package dev.willow.engine.log;

import static dev.willow.engine.sample.Ledgers.await;
import static dev.willow.engine.sample.Ledgers.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.engine.EngineGroup;
import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.UnavailableException;
import dev.willow.engine.sample.LedgerCommand;
import dev.willow.engine.sample.LedgerEvent;
import dev.willow.engine.sample.Ledgers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
    private static final String LARGE = "x".repeat(100_000);
    @TempDir Path directory;
    private final Map<String, String> peers = freeAddresses();
    private final Map<String, Ledgers> running = new TreeMap<>();
    private final BlockingQueue<String> tookOver = new LinkedBlockingQueue<>();
    private String leading = "none so far";

    @AfterEach
    void stopAll() {
        running.values().forEach(Ledgers::close);
    }

    @Test
    void another_node_takes_over_and_keeps_what_was_answered() {
        peers.keySet().forEach(this::start);
        LedgerEvent answer = served(node -> node.add("r1", key("a", "body"), "k", 5));
        String first = leading;
        var inLine = running.get(first).queue("r2", Optional.empty());

        stop(first);
        assertThatThrownBy(() -> await(inLine)).isInstanceOf(UnavailableException.class);
        LedgerEvent repeated = served(node -> node.add("r3", key("a", "body"), "k", 5));
        assertThat(repeated).isEqualTo(answer);
        assertThat(leading).isNotEqualTo(first);
        List<Instant> stamps = served(node -> node.engine.read(now -> node.ledger.stamps()));
        assertThat(stamps).isSorted();

        start(first);
        served(node -> node.add("r4", key("b", "body"), "k", 2));
        assertThat(value("k")).isEqualTo(7);
    }

    @Test
    void a_node_that_does_not_lead_refuses_at_once() {
        peers.keySet().forEach(this::start);
        served(node -> node.put("r1", "k", 1));
        // Whoever may lead by now, two of three do not.
        assertThat(running.values().stream().filter(node -> !node.engine.status().isReady())).hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(node -> assertThatThrownBy(() -> await(node.put("r2", "k", 2))).isInstanceOf(UnavailableException.class));
    }

    @Test
    void without_a_majority_nothing_is_answered() {
        peers.keySet().forEach(this::start);
        served(node -> node.put("r1", "k", 1));
        String last = leading;
        for (String other : List.copyOf(running.keySet())) if (!other.equals(last)) stop(other);
        var write = running.get(last).put("r2", "k", 2);
        var read = running.get(last).engine.read(now -> "seen");
        for (CompletableFuture<?> each : List.of(write, read))
            assertThatThrownBy(() -> await(each)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void a_node_that_was_away_for_long_gets_the_snapshot() {
        peers.keySet().forEach(this::start);
        served(node -> node.put("r1", "k", 1));
        List<String> others = new ArrayList<>(running.keySet());
        others.remove(leading);
        String stays = leading;
        String away = others.get(0);
        String third = others.get(1);
        stop(away);
        for (int i = 0; i < 600; i++) {
            var put = new LedgerCommand.Put(Optional.empty(), LARGE, i);
            served(node -> node.engine.submit(put));
        }
        assertThat(DiskFiles.segments(directory.resolve(stays)).getFirst().getFileName().toString())
                .as("the log is cleared").doesNotStartWith("log_0-");

        start(away);
        stop(third);
        // Only with the one that was away is there a majority for this.
        served(node -> node.put("r2", "k", 7));
        stop(stays);
        start(third);
        // The third lacks the last entry, so it cannot lead.
        assertThat(value("k")).isEqualTo(7);
        assertThat(leading).isEqualTo(away);
        assertThat(value(LARGE)).isEqualTo(599);
    }

    @Test
    void what_a_node_kept_alone_can_be_the_beginning_of_a_group() throws IOException {
        try (var alone = Ledgers.started(settings("n1"))) {
            await(alone.add("r1", key("a", "body"), "k", 5));
        }
        // Two nodes with nothing would be a majority without the third.
        for (String name : List.of("n2", "n3")) DiskFiles.copy(directory.resolve("n1"), directory.resolve(name));
        peers.keySet().forEach(this::start);
        assertThat(value("k")).isEqualTo(5);
        served(node -> node.add("r2", key("a", "body"), "k", 5));
        served(node -> node.add("r3", key("b", "body"), "k", 2));
        assertThat(value("k")).isEqualTo(7);
        stop(leading);
        assertThat(value("k")).isEqualTo(7);
    }

    @Test
    void a_node_of_a_group_goes_on_alone() {
        peers.keySet().forEach(this::start);
        served(node -> node.add("r1", key("a", "body"), "k", 5));
        served(node -> node.add("r2", key("b", "body"), "k", 2));
        String last = leading;
        List.copyOf(running.keySet()).forEach(this::stop);
        for (int i = 0; i < 2; i++) {
            try (var alone = Ledgers.started(settings(last))) {
                assertThat(alone.value("k")).isEqualTo(7 + i);
                await(alone.add("r3", key("a", "body"), "k", 5));
                await(alone.add("r4", key("c" + i, "body"), "k", 1));
                assertThat(alone.value("k")).isEqualTo(8 + i);
            }
        }
    }

    private void start(String name) {
        running.put(name, Ledgers.starting(settings(name).with(new EngineGroup(name, peers)), () -> tookOver.add(name)));
    }

    private EngineSettings settings(String name) {
        return EngineSettings.at(directory.resolve(name)).named(name).with(EngineLimits.DEFAULT.withLogBytes(1 << 20));
    }

    private void stop(String name) {
        running.remove(name).close();
    }

    private long value(String key) {
        return served(node -> node.engine.read(now -> node.ledger.entries().getOrDefault(key, 0L)));
    }

    /// Asks the leader, and where it leads no longer, the next one: on a busy machine that may happen at any time.
    private <T> T served(Function<Ledgers, CompletableFuture<T>> call) {
        while (true) {
            Ledgers node = running.get(leading);
            try {
                if (node != null) return await(call.apply(node));
            } catch (UnavailableException leadsNoLonger) {
                // The next one tells.
            }
            try {
                leading = tookOver.poll(60, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            if (leading == null) throw new AssertionError("no node took over");
        }
    }

    private static Map<String, String> freeAddresses() {
        List<ServerSocket> sockets = new ArrayList<>();
        Map<String, String> addresses = new TreeMap<>();
        try {
            for (String name : List.of("n1", "n2", "n3")) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                addresses.put(name, "127.0.0.1:" + socket.getLocalPort());
            }
            for (ServerSocket socket : sockets) socket.close();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return addresses;
    }
}
