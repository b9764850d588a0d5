package dev.willow.bench.compare;

import dev.willow.bench.load.Figures;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// A queue for Node on a server: its own library makes the calls, in one process for all callers.
final class OnNode implements Contestant {
    /// Where `benchmarks/run` has the libraries installed.
    private static final Path SCRIPTS = Path.of("benchmarks", "target", "node");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Server server;
    private final String script;

    private OnNode(Server server, String script) {
        this.server = server;
        this.script = script;
    }

    /// @param appendFsync when Redis syncs its log: `always` before each answer, or `everysec`
    static OnNode bullMqOnRedis(String appendFsync) throws IOException, MissingException {
        requireLibraries();
        Path program = Server.find("redis-server");
        return new OnNode(Server.start(Server.newFolder(), (port, data) -> List.of(
                program.toString(), "--bind", "127.0.0.1", "--port", Integer.toString(port), "--dir", data.toString(), "--save", "",
                "--appendonly", "yes", "--appendfsync", appendFsync)), "bullmq.mjs");
    }

    /// PostgreSQL as it comes: a transaction is synced before it is answered.
    static OnNode pgBossOnPostgres() throws IOException, InterruptedException, MissingException {
        requireLibraries();
        return new OnNode(Postgres.start(), "pgboss.mjs");
    }

    private static void requireLibraries() throws MissingException {
        Server.find("node");
        if (!Files.isDirectory(SCRIPTS.resolve("node_modules"))) throw new MissingException("what " + SCRIPTS + " needs");
    }

    @Override
    public Figures cycles(int callers, Duration warmUp, Duration measured) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", SCRIPTS.resolve(script).toString()));
        for (long each : new long[] {server.port(), callers, warmUp.toSeconds(), measured.toSeconds()}) command.add(Long.toString(each));
        Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(script + " failed: " + said);
        return JSON.readValue(said, Figures.class);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
