package dev.willow.faults.scene;

import dev.willow.testing.network.TcpProxy;
import dev.willow.testing.process.Launch;
import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Locker, Limiter and Willow as processes. All that is said to them, also by each other, goes through proxies, which stay where they
/// are when a service is started again elsewhere.
///
/// ```
/// clients ──► Willow ──► Limiter ──► Locker
///     └──────────────────►┘            ▲
///     └────────────────────────────────┘        each arrow is a [Link]
/// ```
public final class Scene implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final int DISK_MEBIBYTES = 160;
    private static final int NOBODY = 1;

    private final Path data;
    /// Nothing stays when the bench itself is ended, be it in the middle of a start.
    private final Thread remains = new Thread(() -> {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        release();
    });
    private final Map<Link, TcpProxy> proxies = new EnumMap<>(Link.class);
    private final Map<Service, RunningProcess> processes = new ConcurrentHashMap<>();
    private final Map<Service, Disk> disks = new EnumMap<>(Service.class);
    private final Map<String, String> settings;
    private final Set<Service> killed = EnumSet.noneOf(Service.class);
    private final List<String> logs = new ArrayList<>();
    private final Map<String, String> leftOut = new TreeMap<>();
    private boolean isReleased;

    private Scene(Path data, Map<String, String> settings) {
        this.data = data;
        this.settings = settings;
    }

    /// @param data     an empty folder
    /// @param settings environment variables for each of the services
    public static Scene start(Path data, Map<String, String> settings) throws IOException, InterruptedException {
        Scene scene = new Scene(data, settings);
        Runtime.getRuntime().addShutdownHook(scene.remains);
        try {
            for (Link link : Link.values()) scene.proxies.put(link, TcpProxy.to(NOBODY));
            scene.mountDisks();
            scene.lookForStrace();
            scene.start(EnumSet.allOf(Service.class));
            return scene;
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            scene.close();
            throw failed;
        }
    }

    private void mountDisks() throws InterruptedException {
        try {
            for (Service service : Service.values()) disks.put(service, Disk.mount(data.resolve(service.label()), DISK_MEBIBYTES));
        } catch (IOException refused) {
            leftOut.put("a full disk", "no small disk can be mounted here: " + refused.getMessage());
        }
    }

    private void lookForStrace() throws InterruptedException {
        try {
            SyncFault.requireUsable();
        } catch (IOException refused) {
            leftOut.put("slow and failing syncs", refused.getMessage());
        }
    }

    /// Faults that this machine does not let us make, and why.
    public Map<String, String> leftOut() {
        return leftOut;
    }

    public boolean hasSmallDisks() {
        return disks.size() == Service.values().length;
    }

    public boolean hasStrace() {
        return !leftOut.containsKey("slow and failing syncs");
    }

    /// Where clients reach a service.
    public URI uriOf(Service service) {
        return URI.create("http://127.0.0.1:" + proxy(switch (service) {
            case LOCKER -> Link.CLIENTS_TO_LOCKER;
            case LIMITER -> Link.CLIENTS_TO_LIMITER;
            case WILLOW -> Link.CLIENTS_TO_WILLOW;
        }).port());
    }

    public TcpProxy proxy(Link link) {
        return proxies.get(link);
    }

    /// Starts services on what they have on their disks, all at once, and returns when they listen.
    public void start(Set<Service> services) throws IOException, InterruptedException {
        killed.removeAll(services);
        for (Service service : services)
            if (processes.containsKey(service))
                logs.add("==== " + service.label() + ", which ended\n" + processes.get(service).output() + "\n");
        try (var starts = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<?> start : services.stream().map(service -> starts.submit(() -> start(service))).toList()) start.get();
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    private Void start(Service service) throws IOException, InterruptedException {
        Map<String, String> its = new TreeMap<>(settings);
        its.put("LIMITER_URL", "http://127.0.0.1:" + proxy(Link.WILLOW_TO_LIMITER).port());
        its.put("LOCKER_URL", "http://127.0.0.1:" + proxy(Link.LIMITER_TO_LOCKER).port());
        Launch launch = Launch.of(service, data, Map.of(), its, START);
        processes.put(service, launch.process());
        for (Link link : Link.to(service)) proxy(link).leadTo(launch.port());
        return null;
    }

    /// SIGKILL: it gets no chance to finish anything.
    public void kill(Service service) throws InterruptedException {
        processes.get(service).kill();
        killed.add(service);
    }

    /// Whether the process has ended, by itself or because it was killed.
    public boolean isDown(Service service) {
        return !processes.get(service).isAlive();
    }

    /// Has a process stand still: SIGSTOP.
    public void freeze(Service service) throws IOException, InterruptedException {
        processes.get(service).signal("STOP");
    }

    /// SIGCONT.
    public void thaw(Service service) throws IOException, InterruptedException {
        if (!isDown(service)) processes.get(service).signal("CONT");
    }

    public void fillDisk(Service service) throws IOException {
        disks.get(service).fill();
    }

    public void freeDisk(Service service) throws IOException {
        disks.get(service).free();
    }

    public SyncFault slowSyncs(Service service, Duration by) throws IOException, InterruptedException {
        return SyncFault.slow(processes.get(service).pid(), by);
    }

    public SyncFault failingSyncs(Service service) throws IOException, InterruptedException {
        return SyncFault.failing(processes.get(service).pid());
    }

    /// Starts again what has ended.
    ///
    /// @return what ended by itself, each with its last words
    public Map<Service, String> startWhatIsDown() throws IOException, InterruptedException {
        Map<Service, String> ended = new EnumMap<>(Service.class);
        Set<Service> down = EnumSet.noneOf(Service.class);
        for (Service service : Service.values()) {
            if (!isDown(service)) continue;
            if (!killed.contains(service)) ended.put(service, lastWords(service));
            down.add(service);
        }
        start(down);
        return ended;
    }

    /// The lines that tell why a service ended.
    private String lastWords(Service service) {
        List<String> lines = processes.get(service).output().lines().filter(line -> line.contains(" ERROR ")).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    /// Writes what all processes have said.
    public void writeLogs(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String present = processes.entrySet().stream()
                .map(each -> "==== " + each.getKey().label() + ", at the end\n" + each.getValue().output())
                .collect(Collectors.joining("\n"));
        Files.writeString(file, String.join("\n", logs) + "\n" + present + "\n");
    }

    @Override
    public void close() {
        try {
            for (RunningProcess process : processes.values()) process.kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        release();
        try {
            Runtime.getRuntime().removeShutdownHook(remains);
        } catch (IllegalStateException endsAnyway) {
            // then there is nothing left to do for it
        }
    }

    private synchronized void release() {
        if (isReleased) return;
        isReleased = true;
        try {
            proxies.values().forEach(TcpProxy::close);
            for (Disk disk : disks.values()) disk.close();
            delete();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void delete() throws IOException {
        if (!Files.exists(data)) return;
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
