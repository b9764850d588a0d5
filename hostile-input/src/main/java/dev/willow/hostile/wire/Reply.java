package dev.willow.hostile.wire;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// One answer.
///
/// @param headers by their names in lower case; of several of one name, the last
public record Reply(int status, Map<String, String> headers, byte[] body) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    boolean endsConnection() {
        return header("connection").orElse("").equalsIgnoreCase("close");
    }
}
