package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.api.QueryRequest;
import dev.willow.testing.docs.Page;
import dev.willow.testing.docs.PageRun;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether each page under `docs` does what it says; see `docs/README.md` for what a page may do. They are shared out to two tests, which run
/// beside each other.
@Timeout(300)
abstract class PagesContract {
    private static final Path DOCS = Launcher.ROOT.resolve("docs");
    private static final Map<Service, String> HOSTS = Map.of(
            Service.WILLOW, "localhost:8080", Service.LIMITER, "localhost:8082", Service.LOCKER, "localhost:8083");

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    @AutoClose
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(data);
    }

    /// @param ofOperators whether those for operators and the tutorial are meant, or all others
    static List<Path> pages(boolean ofOperators) throws IOException {
        try (Stream<Path> all = Files.walk(DOCS)) {
            List<Path> pages = all.filter(file -> file.toString().endsWith(".md") && !file.startsWith(DOCS.resolve("decisions")))
                    .filter(file -> ofOperators == (file.startsWith(DOCS.resolve("operations")) || file.equals(DOCS.resolve("tutorial.md"))))
                    .sorted().toList();
            assertThat(pages).isNotEmpty();
            return pages;
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void a_page_does_what_it_says(Path file) throws Exception {
        Files.writeString(folder.resolve("willow"), "#!/bin/sh\nexec '" + Launcher.ROOT.resolve("willow") + "' \"$@\"\n").toFile().setExecutable(true);
        Page page = Page.read(file);
        boolean startsServices = page.fences().stream().anyMatch(fence -> fence.lines().stream().anyMatch(line -> line.startsWith("./willow up")));
        if (startsServices) {
            Map<String, String> settings = ofItsOwn();
            try {
                run(page, settings, service -> "localhost:" + settings.get(service.name() + "_PORT"));
            } finally {
                Typist.end(Launcher.start(settings, "down"), 0);
            }
        } else {
            try {
                run(page, Typist.at(cluster).settings(), service -> cluster.uriOf(service).getAuthority());
            } finally {
                clear();
            }
        }
    }

    @FunctionalInterface
    private interface Place {
        String of(Service service);
    }

    private void run(Page page, Map<String, String> settings, Place place) throws IOException, InterruptedException {
        Map<String, String> hosts = new HashMap<>();
        HOSTS.forEach((service, written) -> hosts.put(written, place.of(service)));
        new PageRun(folder, Launcher.environment(settings), hosts).of(page, PagesContract::isInATest);
    }

    /// A test that names the page and the language together with [dev.willow.testing.docs.Snippets] looks after these blocks.
    private static boolean isInATest(Page page, String language) throws IOException {
        try (Stream<Path> modules = Files.list(Launcher.ROOT)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java")).filter(Files::isDirectory).toList())
                try (Stream<Path> sources = Files.walk(tests)) {
                    if (sources.filter(source -> source.toString().endsWith(".java")).map(PagesContract::read).anyMatch(source ->
                            source.contains("Snippets.of(") && source.contains(page.file().getFileName() + "\"") && source.contains("\"" + language + "\"")))
                        return true;
                }
        }
        return false;
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Ports that are free now, and a place for what is stored.
    private Map<String, String> ofItsOwn() throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of("WILLOW_DATA", folder.resolve("data").toString()));
        List<ServerSocket> free = new ArrayList<>();
        for (Service service : Service.values()) {
            free.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            settings.put(service.name() + "_PORT", Integer.toString(free.getLast().getLocalPort()));
        }
        for (ServerSocket socket : free) socket.close();
        return settings;
    }

    /// The next page begins with nothing.
    private static void clear() {
        cluster.willow().queues().forEach(queue -> cluster.willow().deleteQueue(queue.spec().definition().name()));
        cluster.limiter().rules(QueryRequest.EVERYTHING).things().stream()
                .filter(rule -> !rule.spec().definition().name().orElse("").startsWith("_willow"))
                .forEach(rule -> cluster.limiter().deleteRule(rule.state().id()));
    }
}
