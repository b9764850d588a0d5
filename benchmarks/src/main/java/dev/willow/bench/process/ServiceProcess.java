package dev.willow.bench.process;

import dev.willow.bench.load.Connection;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One service in a process of its own, on a free port, with data that goes when it ends.
public final class ServiceProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile(" listens on \\S*:(\\d+) after ");

    private static final Duration ASKED_EVERY = Duration.ofMillis(20);

    private final ProcessBuilder command;
    private final Path data;
    private Process process;
    private URI uri;

    private ServiceProcess(ProcessBuilder command, Path data) {
        this.command = command;
        this.data = data;
    }

    /// Starts a service and returns when it listens.
    ///
    /// @param name     `locker`, `limiter` or `willow`
    /// @param settings environment variables
    /// @param java     further options for its Java
    public static ServiceProcess start(String name, Map<String, String> settings, List<String> java) throws IOException {
        return start(name, settings, java, prepared(name));
    }

    /// Starts a program of the benchmarks as a service of its own.
    public static ServiceProcess start(Class<?> program, List<String> java) throws IOException {
        String name = program.getSimpleName();
        return start(name, Map.of(), java, List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    }

    private static ServiceProcess start(String name, Map<String, String> settings, List<String> java, List<String> program)
            throws IOException {
        Path data = Files.createTempDirectory(Path.of("").toAbsolutePath(), "bench-data");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC"));
        command.addAll(java);
        command.addAll(program);
        var builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        builder.environment().put("WILLOW_DATA", data.toString());
        builder.environment().put(name.toUpperCase(Locale.ROOT) + "_PORT", "0");
        builder.environment().putAll(settings);
        var service = new ServiceProcess(builder, data);
        Runtime.getRuntime().addShutdownHook(new Thread(service::kill));
        service.launch();
        return service;
    }

    /// Returns when it listens.
    private void launch() throws IOException {
        process = command.start();
        BufferedReader lines = process.inputReader();
        for (String line; (line = lines.readLine()) != null; ) {
            Matcher listening = LISTENING.matcher(line);
            if (!listening.find()) continue;
            // Not a virtual thread: one that reads a pipe keeps its carrier, and the callers would have none left.
            Thread.ofPlatform().daemon().start(() -> showErrors(lines));
            uri = URI.create("http://127.0.0.1:" + listening.group(1));
            return;
        }
        throw new IOException(command.command() + " did not start");
    }

    private void kill() {
        if (process != null) process.destroyForcibly().onExit().join();
    }

    /// Kills the process and starts another on its data.
    ///
    /// @return how long that took until it served
    public Duration restart() throws IOException {
        kill();
        long begun = System.nanoTime();
        launch();
        awaitHealthy();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /// Asks now and then: to ask all the time would take from the service what it starts with.
    public void awaitHealthy() throws IOException {
        while (!isHealthy()) LockSupport.parkNanos(ASKED_EVERY.toNanos());
    }

    /// A service closes the connection behind a 503.
    public boolean isHealthy() throws IOException {
        try (var connection = new Connection(uri)) {
            return connection.get("/health").status() == 200;
        }
    }

    /// Bytes of all that it keeps on disk.
    public long bytesOnDisk() throws IOException {
        long[] bytes = {0};
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException meanwhile) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    private static void showErrors(BufferedReader lines) {
        try (lines) {
            for (String line; (line = lines.readLine()) != null; ) if (line.contains("ERROR")) System.out.println(line);
        } catch (IOException ended) {
            // with the process
        }
    }

    /// The service in the form in which `./willow up` starts it.
    private static List<String> prepared(String name) throws IOException {
        prepare();
        Path app = Path.of(name + "-service", "target", "app");
        return List.of("@" + app.resolve("java.options"), "-jar", jarIn(app).toString());
    }

    /// Does nothing where all was prepared since it was built.
    private static void prepare() throws IOException {
        ProcessBuilder preparing = new ProcessBuilder("./willow", "build").redirectOutput(Redirect.DISCARD).redirectError(Redirect.INHERIT);
        preparing.environment().put("WILLOW_BUILD", "no");
        preparing.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (preparing.start().onExit().join().exitValue() != 0) throw new IOException("the services could not be prepared");
    }

    private static Path jarIn(Path app) throws IOException {
        try (Stream<Path> files = Files.list(app)) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst()
                    .orElseThrow(() -> new IOException("there is no jar in " + app));
        }
    }

    public URI uri() {
        return uri;
    }

    public long pid() {
        return process.pid();
    }

    /// Processor time that the service has used.
    public double processorSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /// Bytes of the heap in use after everything that can be freed was freed.
    public long heapAfterCollection() throws IOException {
        command("GC.run");
        Matcher used = Pattern.compile("used (\\d+)K").matcher(command("GC.heap_info"));
        long kibibytes = 0;
        while (used.find()) kibibytes += Long.parseLong(used.group(1)); // of each generation, and last of the metaspace
        Matcher metaspace = Pattern.compile("Metaspace +used (\\d+)K[^\\n]*\\n.*used (\\d+)K", Pattern.DOTALL)
                .matcher(command("GC.heap_info"));
        if (metaspace.find()) kibibytes -= Long.parseLong(metaspace.group(1)) + Long.parseLong(metaspace.group(2));
        return kibibytes << 10;
    }

    /// Bytes of memory that the operating system has given it. Linux alone tells.
    public long memory() throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(pid()), "status"));
        Matcher kibibytes = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(status);
        if (!kibibytes.find()) throw new IOException("no VmRSS in " + status);
        return Long.parseLong(kibibytes.group(1)) << 10;
    }

    /// How many files and connections it has open. Linux alone tells.
    public long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
            return files.count();
        }
    }

    private String command(String name) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid()), name).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        kill();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
