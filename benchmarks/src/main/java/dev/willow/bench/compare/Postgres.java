package dev.willow.bench.compare;

import dev.willow.bench.compare.Contestant.MissingException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A PostgreSQL of its own, with its default settings, but for the connections that 64 callers need.
final class Postgres {
    /// It refuses to run as root; Debian's package comes with this user.
    private static final String USER = "postgres";
    private static final Path DEBIANS = Path.of("/usr/lib/postgresql");

    private Postgres() {}

    static Server start() throws IOException, InterruptedException, MissingException {
        Path initdb = Server.find("initdb", versions());
        Path postgres = Server.find("postgres", versions());
        Path data = Server.newFolder();
        if (isRoot()) run(List.of("chown", USER, data.toString()));
        Path tables = data.resolve("tables");
        run(asUser(initdb.toString(), "--auth=trust", "--username=" + USER, "--pgdata=" + tables));
        return Server.start(data, (port, folder) -> asUser(postgres.toString(), "-D", tables.toString(), "-p", Integer.toString(port),
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=" + folder, "-c", "max_connections=200"));
    }

    private static Path[] versions() throws IOException {
        if (!Files.isDirectory(DEBIANS)) return new Path[0];
        try (Stream<Path> versions = Files.list(DEBIANS)) {
            return versions.sorted().map(version -> version.resolve("bin")).toArray(Path[]::new);
        }
    }

    private static List<String> asUser(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) all.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        all.addAll(List.of(command));
        return all;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.INHERIT).start();
        if (process.waitFor() != 0) throw new IOException(command + " failed");
    }
}
