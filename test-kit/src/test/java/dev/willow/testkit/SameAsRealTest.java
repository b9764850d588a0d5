package dev.willow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.limiter.LimiterApplication;
import dev.willow.locker.LockerApplication;
import dev.willow.queue.WillowApplication;
import dev.willow.testing.service.RunningApplication;
import dev.willow.testkit.service.ServiceKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The same calls to a service of a kit and to the one behind Tomcat: the answers must not differ.
@Timeout(180)
class SameAsRealTest {
    private static final String ID = "same-id";

    private record Ask(String method, String path, String body, String... headers) {
        HttpRequest at(String base) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).header("X-Request-ID", ID);
            if (headers.length > 0) request.headers(headers);
            return request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
        }
    }

    private static final class Real extends RunningApplication {
        Real(Class<?> application) {
            super(application, beans -> {}, "engine.durability=memory");
        }
    }

    @Test
    void locker() throws Exception {
        same(ServiceKind.LOCKER, LockerApplication.class, List.of(
                new Ask("GET", "/health", null),
                new Ask("POST", "/v1/locks", "{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {}"),
                new Ask("POST", "/v1/locks", "{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {\"a\": {\"Type\": 99, \"Data\": \"x\"}}}}}"),
                new Ask("POST", "/v1/locks", "{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {\"a\": \"b\"}}, \"Properties\": {\"Modus\": 1}}}"),
                new Ask("POST", "/v1/locks?wait=soon", "{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {\"a\": \"b\"}}}}"),
                new Ask("POST", "/v1/locks", "[]", "Content-Type", "text/plain"),
                new Ask("POST", "/v1/locks", null),
                new Ask("POST", "/v1/locks", "\"" + "x".repeat(1 << 20) + "\""),
                new Ask("PATCH", "/v1/locks", "{}"),
                new Ask("GET", "/v1/no/such/path", null),
                new Ask("DELETE", "/v1/sessions/none%2Fof%20them", null),
                new Ask("GET", "/v1/sessions/none/contended?wait=0", null),
                new Ask("POST", "/v1/locks/query", "{\"Limit\": -1}"),
                new Ask("POST", "/v1/sessions", "{}", "Idempotency-Key", "k".repeat(129))));
    }

    @Test
    void limiter() throws Exception {
        String rule = "{\"Spec\": {\"DBDefinition\": {\"Name\": \"a/b c\", \"GroupByKeyValues\": {\"k\": {\"Type\": 1024}}}, \"Properties\": {\"Limit\": 0}}}";
        same(ServiceKind.LIMITER, LimiterApplication.class, List.of(
                new Ask("GET", "/health", null),
                new Ask("POST", "/v1/limiter/rules", rule.replace("0}", "-2}")),
                new Ask("PUT", "/v1/limiter/rules/none", "{\"Limit\": 2}"),
                new Ask("PUT", "/v1/limiter/counters?wait=0", "{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {}}, \"Properties\": {\"Counters\": 1}}}"),
                new Ask("PUT", "/v1/limiter/counters/batch", "{}"),
                new Ask("GET", "/v1/limiter/room?after=x", null),
                new Ask("DELETE", "/v1/limiter/rules/a%2Fb%20c", null)));
    }

    @Test
    void willow() throws Exception {
        same(ServiceKind.WILLOW, WillowApplication.class, List.of(
                new Ask("POST", "/v1/queues", "{\"Spec\": {\"DBDefinition\": {\"Name\": \"\"}}}"),
                new Ask("GET", "/v1/queues/none", null),
                new Ask("POST", "/v1/queues/none/channels/items/dequeue?wait=0&max=0", "{}"),
                new Ask("HEAD", "/v1/queues/none/channels/items", null),
                new Ask("POST", "/v1/queues/none/channels/items", "{\"Spec\": {}}"),
                new Ask("POST", "/v1/queues/none/channels/items/ack", "{\"Success\": true}"),
                new Ask("PUT", "/v1/queues/none", "{\"MaxItems\": \"many\"}")));
    }

    private static void same(ServiceKind kind, Class<?> application, List<Ask> asks) throws IOException, InterruptedException {
        try (Real real = new Real(application); WillowTestKit kit = WillowTestKit.start();
                HttpClient byNetwork = HttpClient.newHttpClient(); HttpClient inKit = kit.newHttpClient()) {
            for (Ask ask : asks) {
                Map<String, Object> expected = send(byNetwork, ask.at("http://127.0.0.1:" + real.port()));
                Map<String, Object> answer = send(inKit, ask.at(kind.uri().toString()));
                assertThat(answer).as("%s %s %s", ask.method, ask.path, ask.body == null ? "" : ask.body.substring(0, Math.min(80, ask.body.length())))
                        .isEqualTo(expected);
            }
        }
    }

    /// But for what belongs to the connection, and the moment.
    private static Map<String, Object> send(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        Map<String, Object> answer = new HashMap<>();
        Map<String, List<String>> headers = new TreeMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), sorted(values)));
        List.of("date", "connection", "keep-alive", "transfer-encoding").forEach(headers::remove);
        answer.put("status", response.statusCode());
        answer.put("headers", headers);
        answer.put("body", response.body());
        return answer;
    }

    /// The methods of an `Allow` come in any order.
    private static List<String> sorted(List<String> values) {
        return values.stream().flatMap(value -> Stream.of(value.split(","))).sorted().toList();
    }
}
