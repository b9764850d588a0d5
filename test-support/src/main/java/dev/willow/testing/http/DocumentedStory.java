package dev.willow.testing.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The examples of a service's documentation, sent to it in their order as they stand. Only what the service makes up itself,
/// such as IDs, is taken from its answers from there on.
public final class DocumentedStory {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// Members that the service makes up, or that depend on when it is asked.
    private static final Set<String> MADE_UP =
            Set.of("ID", "LockID", "SessionID", "ItemID", "RequestID", "Address", "Cursor", "FencingToken", "TimeTillExpire", "Leases", "detail", "Message", "instance");

    private final JsonNode steps;
    private final Map<String, String> actual = new LinkedHashMap<>();

    private DocumentedStory(JsonNode steps) {
        this.steps = steps;
    }

    /// @param resource where the service has it, such as `/dev/willow/queue/docs/story.json`
    public static DocumentedStory of(String resource) {
        try (InputStream in = DocumentedStory.class.getResourceAsStream(resource)) {
            return new DocumentedStory(JSON.readTree(in).at("/steps"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The calls that it has steps of, such as `GET /v1/locks`.
    public Set<String> calls() {
        return steps.valueStream().map(step -> step.at("/call").asString()).collect(Collectors.toCollection(TreeSet::new));
    }

    /// Sends every step and compares what comes back with what is documented.
    public void play(Http http) {
        for (JsonNode step : steps) {
            String title = step.at("/call").asString() + ": " + step.at("/title").asString();
            String body = step.has("body") ? withActual(step.at("/body").toString()) : null;
            Answer answer = http.call(step.at("/call").asString().split(" ")[0], path(step), body);
            assertThat(answer.status()).as(title + "\n" + answer.content()).isEqualTo(step.at("/status").asInt());
            if (step.has("answer")) compare(JSON.readTree(withActual(step.at("/answer").toString())), answer.body(), "", title);
            else assertThat(answer.content()).as(title).isEmpty();
        }
    }

    private String path(JsonNode step) {
        String path = step.at("/call").asString().split(" ")[1];
        for (Map.Entry<String, JsonNode> part : step.at("/path").properties())
            path = path.replace("{" + part.getKey() + "}", encoded(part.getValue()));
        String query = step.at("/query").propertyStream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private String encoded(JsonNode value) {
        return URLEncoder.encode(withActual(value.asString()), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String withActual(String text) {
        String replaced = text;
        for (Map.Entry<String, String> made : actual.entrySet()) replaced = replaced.replace(made.getKey(), made.getValue());
        return replaced;
    }

    private void compare(JsonNode documented, JsonNode answered, String member, String title) {
        assertThat(answered.getNodeType()).as(title + " " + member).isEqualTo(documented.getNodeType());
        if (documented.isObject()) {
            assertThat(answered.propertyNames()).as(title + " " + member).containsExactlyInAnyOrderElementsOf(documented.propertyNames());
            documented.propertyStream().forEach(each -> compare(each.getValue(), answered.get(each.getKey()), each.getKey(), title));
        } else if (documented.isArray()) {
            assertThat(answered.size()).as(title + " " + member).isEqualTo(documented.size());
            for (int i = 0; i < documented.size(); i++) compare(documented.get(i), answered.get(i), member, title);
        } else if (!MADE_UP.contains(member)) {
            assertThat(answered).as(title + " " + member).isEqualTo(documented);
        } else if (documented.isString() && !documented.equals(answered)) {
            actual.put(documented.asString(), answered.asString());
        }
    }
}
