package dev.willow.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Runs some commands against a service that answers the same to everything, so that Java can keep in an archive what the
/// commands need. Run once after a build, by the launcher.
final class Rehearsal {
    private static final byte[] ANSWER = """
            [{"Spec": {"DBDefinition": {"Name": "a", "KeyValues": {"os": "linux"}, "GroupByKeyValues": {"os": {"Type": 1024}}},
                       "Properties": {"Item": "", "MaxItems": 1, "Limit": 1, "Counters": 1}},
              "State": {"ID": "i", "Overrides": [], "Leases": []}}]""".getBytes(StandardCharsets.UTF_8);
    private static final String[][] LINES = {
        {"queue", "list"}, {"queue", "list", "--json"}, {"push", "a", "os=linux", "--item", "x"}, {"take", "a", "--where", "os=linux"},
        {"ack", "a", "i"}, {"heartbeat", "a", "i"}, {"rule", "list"}, {"counters"}, {"explain", "a"}, {"top"}, {"top", "--color", "always"},
        {"channel", "list", "a"}, {"lock", "list"}, {"lock", "a=b", "--", "true"}, {"--help"}
    };

    private Rehearsal() {}

    public static void main(String[] none) throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, ANSWER.length);
                exchange.getResponseBody().write(ANSWER);
            }
        });
        service.start();
        String url = "http://127.0.0.1:" + service.getAddress().getPort();
        PrintWriter nowhere = new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Map<String, String> environment = Map.of("WILLOW_URL", url, "LIMITER_URL", url, "LOCKER_URL", url);
        for (String[] line : LINES) Cli.run(new Terminal(nowhere, nowhere, InputStream.nullInputStream(), environment), line);
        service.stop(0);
    }
}
