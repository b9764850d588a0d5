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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
    private static final String LARGE = "x".repeat(100_000);
    @TempDir Path directory;
    private final Map<String, String> peers = freeAddresses();
    private final Map<String, Ledgers> running = new TreeMap<>();

    @AfterEach
    void stopAll() {
        running.values().forEach(Ledgers::close);
    }

    @Test
    void another_node_takes_over_and_keeps_what_was_answered() {
        peers.keySet().forEach(this::start);
        String first = leader();
        LedgerEvent answer = await(running.get(first).add("r1", key("a", "body"), "k", 5));
        var inLine = running.get(first).queue("r2", Optional.empty());
        running.get(first).awaitArrival();

        stop(first);
        assertThatThrownBy(() -> await(inLine)).isInstanceOf(UnavailableException.class);
        Ledgers next = running.get(leader());
        assertThat(await(next.add("r3", key("a", "body"), "k", 5))).isEqualTo(answer);
        assertThat(next.value("k")).isEqualTo(5);
        assertThat(next.stamps()).isSorted();

        start(first);
        await(next.add("r4", key("b", "body"), "k", 2));
        assertThat(next.value("k")).isEqualTo(7);
    }

    @Test
    void a_node_that_does_not_lead_refuses_at_once() {
        peers.keySet().forEach(this::start);
        String leading = leader();
        for (String other : running.keySet())
            if (!other.equals(leading))
                assertThatThrownBy(() -> await(running.get(other).put("r1", "k", 1))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void without_a_majority_nothing_is_answered() {
        peers.keySet().forEach(this::start);
        String leading = leader();
        await(running.get(leading).put("r1", "k", 1));
        for (String other : List.copyOf(running.keySet())) if (!other.equals(leading)) stop(other);
        var write = running.get(leading).put("r2", "k", 2);
        var read = running.get(leading).engine.read(now -> "seen");
        for (CompletableFuture<?> each : List.of(write, read))
            assertThatThrownBy(() -> await(each)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void a_node_that_was_away_for_long_gets_the_snapshot() {
        peers.keySet().forEach(this::start);
        String leading = leader();
        List<String> others = new ArrayList<>(running.keySet());
        others.remove(leading);
        String away = others.get(0);
        String third = others.get(1);
        stop(away);
        Ledgers leader = running.get(leading);
        for (int i = 0; i < 600; i++) await(leader.engine.submit(new LedgerCommand.Put(Optional.empty(), LARGE, i)));
        assertThat(DiskFiles.segments(directory.resolve(leading)).getFirst().getFileName().toString())
                .as("the log is cleared").doesNotStartWith("log_0-");

        start(away);
        stop(third);
        // Only with the one that was away is there a majority for this.
        await(leader.put("r1", "k", 7));
        stop(leading);
        start(third);
        // The third lacks the last entry, so it cannot lead.
        Ledgers caughtUp = running.get(away);
        await(caughtUp.engine.ready());
        assertThat(caughtUp.value(LARGE)).isEqualTo(599);
        assertThat(caughtUp.value("k")).isEqualTo(7);
    }

    private void start(String name) {
        var settings = EngineSettings.at(directory.resolve(name)).named(name).with(new EngineGroup(name, peers))
                .with(EngineLimits.DEFAULT.withLogBytes(1 << 20));
        running.put(name, Ledgers.starting(settings));
    }

    private void stop(String name) {
        running.remove(name).close();
    }

    /// The node that becomes ready first. Those that led before are to be stopped before this is asked.
    private String leader() {
        var leads = new CompletableFuture<String>();
        running.forEach((name, ledgers) -> ledgers.engine.ready().thenRun(() -> leads.complete(name)));
        return await(leads);
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
