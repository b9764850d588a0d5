package dev.willow.hostile.request;

import dev.willow.hostile.document.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Headers that are wrong, odd, too many or too long.
final class HeaderCases {
    private static final List<String> JSON_TYPES = List.of(
            "application/json", "APPLICATION/JSON", "application/json;charset=utf-8", "application/json; charset=\"UTF-8\"", "application/json;charset=UTF8",
            " application/json ", "application/json; x=y", "application/json;;;");
    private static final List<String> OTHER_TYPES = List.of(
            "text/plain", "text/json", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "json", "/", "*/*",
            "application/*", "application/json;charset=utf-16", "application/json;charset=latin1", "application/json;charset=", "application/json;charset=x-none",
            "application/json;charset=\"", "application/json, text/plain", "application/problem+json", "application/merge-patch+json", "a/b/c", ";", "\u00ff",
            "application/cbor", "application /json");
    private static final List<String> ACCEPTS = List.of(
            "*/*", "text/html", "application/xml", "image/png;q=1, */*;q=0", "application/json;q=0", "x", "", ",", "/", "application/json;version=99", "text/event-stream",
            "application/problem+json", "\u00ff", "*/*;q=x", "application/vnd.spring-boot.actuator.v3+json");
    private static final List<String> KEYS = List.of(
            "", " ", "x".repeat(129), "x".repeat(4_000), "a b", "\u00e9", "\u00ff\u00fe", "a\tb", "\u00e2\u0082\u00ac");
    private static final List<String> IDS = List.of(
            "", " ", "a b", "x".repeat(128), "x".repeat(129), "x".repeat(4_000), "\u00e9", "${x}", "<b>", "%0d%0aX", "a\tb", "\"", "{}", "../..", "[x]", "a;b", "\u001b[2J");
    /// Of no meaning here, or of none for these calls.
    private static final List<String> OTHERS = List.of(
            "Content-Encoding: gzip", "Content-Encoding: x", "Accept-Encoding: x", "Accept-Charset: x", "Accept-Language: x-\u00ff", "If-Match: *", "If-Match: \"x\"",
            "If-None-Match: *", "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT", "If-Modified-Since: x", "If-Unmodified-Since: x", "Range: bytes=0-0", "Range: x",
            "Cookie: a=b; c", "Cookie: \u00ff", "Cookie: " + "a=b;".repeat(1_500), "Cookie: $Version=99; JSESSIONID=x", "Origin: null", "Origin: http://elsewhere.test",
            "Origin: http://elsewhere.test\r\nAccess-Control-Request-Method: DELETE", "Authorization: Basic x", "Authorization: Bearer " + "x".repeat(3_000),
            "X-HTTP-Method-Override: DELETE", "X-Forwarded-For: 1.2.3.4, x", "X-Forwarded-Prefix: /x", "X-Forwarded-Host: x:y", "X-Forwarded-Proto: \u00ff",
            "Forwarded: for=x;host=\"", "Via: 1.1 x", "Max-Forwards: 0", "Max-Forwards: x", "TE: trailers", "TE: x", "Trailer: X", "Upgrade: websocket\r\nConnection: Upgrade",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA", "Connection: x, y", "Connection: close, keep-alive",
            "Connection: close", "Keep-Alive: x", "Proxy-Connection: x", "Date: x", "From: x", "Referer: x", "User-Agent: ", "User-Agent: " + "x".repeat(3_000), "Priority: x",
            "Sec-Fetch-Mode: x", "traceparent: 00-0-0-0", "traceparent: x", "b3: x", "Expect: 100-continue", "X: " + "y".repeat(4_000), "X-\u00ff: 1", "X_Y: 1",
            "Content-Language: x", "Content-Disposition: x", "Content-MD5: x", "Digest: x", "X-Next-Cursor: x", "Retry-After: 0");
    private final Consumer<Case> cases;
    private final Random random;

    HeaderCases(Consumer<Case> cases, Random random) {
        this.cases = cases;
        this.random = random;
    }

    void of(Operation operation) {
        Expectation documented = Expectation.documented(operation.statuses(), operation.isBatch());
        Expectation type = operation.body().isPresent() ? Expectation.refusal(415) : documented.or(415);
        for (String each : JSON_TYPES) add(operation, "Content-Type", documented, draft -> draft.without("Content-Type").with("Content-Type: " + each));
        for (String each : OTHER_TYPES) add(operation, "Content-Type", type, draft -> typed(draft, each));
        add(operation, "Content-Type", documented, draft -> draft.without("Content-Type"));
        add(operation, "Content-Type", documented.or(400, 415), draft -> draft.with("Content-Type: text/plain"));
        for (String each : ACCEPTS) add(operation, "Accept", documented, draft -> draft.with("Accept: " + each));
        for (String each : IDS) add(operation, "X-Request-ID", documented.or(400), draft -> draft.without("X-Request-ID").with("X-Request-ID: " + each));
        keys(operation, documented);
        // Tomcat takes some of these for no HTTP.
        for (String each : OTHERS) add(operation, each.substring(0, each.indexOf(':')), documented.or(400), draft -> draft.with(each));
        add(operation, "Expect", Expectation.refusal(417), draft -> draft.with("Expect: x"));
        add(operation, "X", Expectation.refusal(400, 431), draft -> draft.with("X: " + "y".repeat(70_000)));
        add(operation, "X", Expectation.refusal(400, 431), draft -> draft.with("X" + "y".repeat(9_000) + ": 1"));
        add(operation, "X", documented.or(400, 431), draft -> draft.with("X: 1\r\n".repeat(90) + "X: 2"));
        add(operation, "X", Expectation.refusal(400, 431), draft -> draft.with("X: 1\r\n".repeat(400) + "X: 2"));
    }

    private void keys(Operation operation, Expectation documented) {
        String name = "Idempotency-Key";
        Expectation refused = operation.changes() ? Expectation.refusal(400).naming(name) : documented.or(400);
        // What is around a value is no part of it; so one of blanks is empty.
        for (String each : KEYS) add(operation, name, refused, draft -> draft.with(name + ": " + each));
        String key = Long.toString(random.nextLong(), 36);
        add(operation, name, documented, draft -> draft.with(name + ": " + key));
        add(operation, name, documented, draft -> draft.with(name + ": " + key));
        add(operation, name, documented.or(422), draft -> draft.with(name + ": " + key).json("{\"Surprise\": 1}"));
        add(operation, name, documented, draft -> draft.with(name + ": " + key + "x".repeat(128 - key.length())));
        add(operation, name, documented.or(400), draft -> draft.with(name + ": a\r\n" + name + ": b"));
    }

    /// A call without a body has none of a wrong type.
    private static Draft typed(Draft draft, String type) {
        Draft other = draft.without("Content-Type").with("Content-Type: " + type);
        return draft.body().isPresent() ? other : other.body(Bodies.bytes("{}"));
    }

    private void add(Operation operation, String header, Expectation expectation, UnaryOperator<Draft> change) {
        long seed = random.nextLong();
        Draft none = change.apply(Draft.of("", "").json(""));
        String what = "header " + none.headers().stream().filter(line -> line.startsWith(header)).reduce((_, last) -> last).orElse(header + " left out");
        cases.accept(new Case(
                0, operation.name(), Request.shown(what.substring(0, Math.min(what.length(), 120)).getBytes(StandardCharsets.ISO_8859_1)),
                header, operation.changes(), expectation,
                names -> Request.of(change.apply(Example.of(operation, names, new Random(seed))))));
    }
}
