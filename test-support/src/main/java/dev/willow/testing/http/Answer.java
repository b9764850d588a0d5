package dev.willow.testing.http;

import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What came back.
///
/// @param body what was answered as JSON; a missing node if it was not JSON
/// @param raw  the whole answer
public record Answer(int status, JsonNode body, HttpResponse<String> raw) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer of(HttpResponse<String> response) {
        boolean isJson = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(response.statusCode(), isJson ? JSON.readTree(response.body()) : JSON.missingNode(), response);
    }

    public Optional<String> header(String name) {
        return raw.headers().firstValue(name);
    }

    /// The body as it came.
    public String content() {
        return raw.body();
    }

    /// @param pointer such as `/State/LockID`
    public String text(String pointer) {
        return body.at(pointer).asString();
    }

    /// @param pointer such as `/State/FencingToken`
    public long number(String pointer) {
        return body.at(pointer).asLong();
    }

    /// The name of the kind of problem, such as `limit-reached`; empty if it is none.
    public String kind() {
        String type = text("/type");
        return type.substring(type.lastIndexOf(':') + 1);
    }
}
