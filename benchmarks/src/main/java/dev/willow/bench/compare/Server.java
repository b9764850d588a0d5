package dev.willow.bench.compare;

import dev.willow.bench.compare.Contestant.MissingException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A server of somebody else's in a process of its own, on a free port, with data on the disk that Willow's is on, which goes when it ends.
final class Server implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ASKED_EVERY = Duration.ofMillis(20);

    private final Process process;
    private final Path data;
    private final int port;

    /// Says how to run it.
    @FunctionalInterface
    interface Command {
        List<String> of(int port, Path data);
    }

    private Server(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    /// Starts it and returns when it lets callers connect.
    ///
    /// @param data a folder of its own
    static Server start(Path data, Command command) throws IOException {
        int port = freePort();
        Process process = new ProcessBuilder(command.of(port, data)).redirectErrorStream(true)
                .redirectOutput(Redirect.to(data.resolve("log").toFile())).start();
        var server = new Server(process, data, port);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!server.listens()) {
            if (!process.isAlive() || System.nanoTime() - end > 0)
                throw new IOException("not started: " + Files.readString(data.resolve("log")));
            LockSupport.parkNanos(ASKED_EVERY.toNanos());
        }
        return server;
    }

    static Path newFolder() throws IOException {
        return Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-data");
    }

    /// Where a program is.
    static Path find(String program, Path... elsewhere) throws MissingException {
        Stream<Path> folders = Stream.of(System.getenv("PATH").split(":")).map(Path::of);
        return Stream.concat(Stream.of(elsewhere), folders).map(folder -> folder.resolve(program)).filter(Files::isExecutable)
                .findFirst().orElseThrow(() -> new MissingException(program));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) process.destroyForcibly().onExit().join();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
