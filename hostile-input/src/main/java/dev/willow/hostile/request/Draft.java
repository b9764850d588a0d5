package dev.willow.hostile.request;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A request under way to its bytes. Nothing is checked, so that all can be wrong.
///
/// @param target  path and query
/// @param headers whole lines, of characters up to U+00FF, each sent as one byte
record Draft(String method, String target, List<String> headers, Optional<byte[]> body) {
    private static final String TYPE = "Content-Type: application/json";

    static Draft of(String method, String target) {
        return new Draft(method, target, List.of(), Optional.empty());
    }

    Draft json(byte[] body) {
        return with(TYPE).body(body);
    }

    Draft json(String body) {
        return json(body.getBytes(StandardCharsets.UTF_8));
    }

    Draft body(byte[] bytes) {
        return new Draft(method, target, headers, Optional.of(bytes));
    }

    Draft method(String other) {
        return new Draft(other, target, headers, body);
    }

    Draft target(String other) {
        return new Draft(method, other, headers, body);
    }

    /// With another parameter of the query.
    Draft query(String parameter) {
        return target(target + (target.contains("?") ? "&" : "?") + parameter);
    }

    Draft with(String header) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        return new Draft(method, target, more, body);
    }

    /// Without the headers of this name.
    Draft without(String name) {
        return new Draft(
                method, target, headers.stream().filter(each -> !each.regionMatches(true, 0, name + ":", 0, name.length() + 1)).toList(),
                body);
    }

    /// As HTTP 1.1 has it, for a connection that goes on.
    byte[] bytes() {
        StringBuilder head = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        body.ifPresent(bytes -> head.append("Content-Length: ").append(bytes.length).append("\r\n"));
        return joined(head.append("\r\n").toString(), body.orElse(new byte[0]));
    }

    /// @param head of characters up to U+00FF
    static byte[] joined(String head, byte[] body) {
        var all = new ByteArrayOutputStream(head.length() + body.length);
        all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }
}
