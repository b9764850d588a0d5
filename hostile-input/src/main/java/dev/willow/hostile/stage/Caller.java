package dev.willow.hostile.stage;

import dev.willow.hostile.wire.Line;
import dev.willow.hostile.wire.Reply;
import dev.willow.testing.process.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls of good manners, which must succeed.
final class Caller implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Line line;
    private final Duration patience;

    Caller(int port, Duration patience) {
        this.line = new Line(port, patience);
        this.patience = patience;
    }

    /// Asks again while another service cannot be reached, as just after a start.
    ///
    /// @param body ' may stand for "; null for none
    JsonNode call(String method, String path, String body) {
        Reply[] last = new Reply[1];
        Eventually.succeeds(method + " " + path, patience, AssertionError.class, () -> {
            last[0] = reply(method, path, body == null ? null : body.replace('\'', '"'));
            if (last[0].status() == 503) throw new AssertionError(last[0].text());
        });
        Reply reply = last[0];
        if (reply.status() >= 300) throw new IllegalStateException(method + " " + path + " " + body + ": " + reply.status() + " " + reply.text());
        return reply.body().length == 0 ? JSON.missingNode() : JSON.readTree(reply.body());
    }

    /// As [#call], for what may be gone by now.
    void callIfThere(String method, String path, String body) {
        Reply reply = reply(method, path, body);
        if (reply.status() >= 300 && !Set.of(404, 409).contains(reply.status()))
            throw new IllegalStateException(method + " " + path + " " + body + ": " + reply.status() + " " + reply.text());
    }

    /// What could be made must be able to be taken away, whatever its name.
    void requireNothingAt(String path) {
        JsonNode left = call("GET", path, null);
        if (!left.isEmpty()) throw new IllegalStateException("this could be made, but not be taken away again: " + left);
    }

    /// Waits until the service has answered everybody. One who hung up in line is noticed only after a moment, and may be served
    /// until then.
    void awaitQuiet() {
        Eventually.succeeds("nobody waits", patience, AssertionError.class, () -> {
            String metrics = new String(bytes("/actuator/prometheus"), StandardCharsets.UTF_8);
            String open = metrics.lines().filter(line -> line.startsWith("engine_requests_open")).findFirst().orElseThrow();
            if (Double.parseDouble(open.substring(open.lastIndexOf(' '))) > 0) throw new AssertionError(open);
        });
    }

    byte[] bytes(String path) {
        return reply("GET", path, null).body();
    }

    private Reply reply(String method, String path, String body) {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[headBytes.length + bytes.length];
        System.arraycopy(headBytes, 0, all, 0, headBytes.length);
        System.arraycopy(bytes, 0, all, headBytes.length, bytes.length);
        return line.exchange(all, false).orElseThrow(() -> new IllegalStateException("no answer to " + method + " " + path));
    }

    /// A name as it stands in a path.
    static String encoded(String name) {
        StringBuilder text = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z' || each >= '0' && each <= '9';
            text.append(isPlain ? String.valueOf((char) each) : "%%%02X".formatted(each & 0xff));
        }
        return text.toString();
    }

    @Override
    public void close() {
        line.close();
    }
}
