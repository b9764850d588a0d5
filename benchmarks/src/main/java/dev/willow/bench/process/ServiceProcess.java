package dev.willow.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One service in a process of its own, on a free port, with data that goes when it ends.
public final class ServiceProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile(" listens on \\S*:(\\d+) after ");

    private final Process process;
    private final Path data;
    private final URI uri;

    private ServiceProcess(Process process, Path data, URI uri) {
        this.process = process;
        this.data = data;
        this.uri = uri;
    }

    /// Starts a service and returns when it listens.
    ///
    /// @param name     `locker`, `limiter` or `willow`
    /// @param settings environment variables
    /// @param java     further options for its Java
    public static ServiceProcess start(String name, Map<String, String> settings, List<String> java) throws IOException {
        return start(name, settings, java, List.of("-jar", jarOf(name).toString()));
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
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader lines = process.inputReader();
        for (String line; (line = lines.readLine()) != null; ) {
            Matcher listening = LISTENING.matcher(line);
            if (!listening.find()) continue;
            // Not a virtual thread: one that reads a pipe keeps its carrier, and the callers would have none left.
            Thread.ofPlatform().daemon().start(() -> showErrors(lines));
            return new ServiceProcess(process, data, URI.create("http://127.0.0.1:" + listening.group(1)));
        }
        throw new IOException(name + " did not start");
    }

    private static void showErrors(BufferedReader lines) {
        try (lines) {
            for (String line; (line = lines.readLine()) != null; ) if (line.contains("ERROR")) System.out.println(line);
        } catch (IOException ended) {
            // with the process
        }
    }

    private static Path jarOf(String name) throws IOException {
        String module = name + "-service";
        try (Stream<Path> files = Files.list(Path.of(module, "target"))) {
            Optional<Path> jar = files.filter(file -> file.getFileName().toString().matches(module + "-.*-exec\\.jar")).findFirst();
            return jar.orElseThrow(() -> new IOException("there is no jar of " + module + "; build it first"));
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

    private String command(String name) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid()), name).start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
