package dev.willow.kit.app;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/// A tiny service on a free port, and ways to talk to it.
public final class RunningService implements AutoCloseable {
    public final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static RunningService start(String... settings) {
        String[] all = java.util.Arrays.copyOf(settings, settings.length + 2);
        all[settings.length] = "--server.port=0";
        all[settings.length + 1] = "--engine.durability=memory";
        return new RunningService(new SpringApplication(TinyService.class).run(all));
    }

    public int port() {
        return Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
    }

    public Turns turns() {
        return context.getBean(Turns.class);
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, null, headers);
    }

    /// A connection of one's own, for what clients of good manners do not send.
    public Connection connect() throws IOException {
        return new Connection(new Socket("127.0.0.1", port()));
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }

    public record Connection(Socket socket) implements AutoCloseable {
        public Connection {
            try {
                socket.setSoTimeout(30_000);
            } catch (IOException closed) {
                throw new java.io.UncheckedIOException(closed);
            }
        }

        public void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /// The head of the next answer, and its body if it says how long that is.
        public String read() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) return head.toString();
                head.append((char) next);
            }
            var length = java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
            if (length.find())
                head.append(new String(
                        socket.getInputStream().readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8));
            return head.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
