package dev.willow.hostile.request;

import dev.willow.hostile.document.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/// What is no HTTP, or hardly: request lines, headers and lengths that contradict each other or come to no end.
final class WireCases {
    /// `T` stands for the path.
    private static final List<String> LINES = List.of(
            "", " ", "GET", "GET ", "GET T", "GET T ", "GET  T HTTP/1.1", "GET T  HTTP/1.1", " GET T HTTP/1.1", "GET\tT\tHTTP/1.1", "GET T HTTP/1.1 ", "GET T HTTP/1.1 x",
            "GET T HTTP/0.9", "GET T HTTP/1.2", "GET T HTTP/2.0", "GET T HTTP/3", "GET T HTTP/1.", "GET T HTTP/", "GET T http/1.1", "GET T XTTP/1.1", "GET T HTTP/11.1",
            "GET T HTTP/1.1\r\nHTTP/1.1", "T HTTP/1.1", "GET HTTP/1.1", "GET * HTTP/1.1", "OPTIONS * HTTP/1.1", "GET  HTTP/1.1", "GET / HTTP/1.1", "GET ? HTTP/1.1",
            "GET x HTTP/1.1", "GET http:// HTTP/1.1", "GET http://[ HTTP/1.1", "GET http://x:99999T HTTP/1.1", "GET file:///etc/passwd HTTP/1.1", "CONNECT localhost:80 HTTP/1.1",
            "CONNECT T HTTP/1.1", "TRACE T HTTP/1.1", "G\u0000T T HTTP/1.1", "G\u00ff T HTTP/1.1", "(GET) T HTTP/1.1", "GET,POST T HTTP/1.1", "PRI * HTTP/2.0", "\u0016\u0003\u0001\u0002\u0000\u0001",
            "SSH-2.0-x", "EHLO x", "{}", "<x/>", "\u0000\u0000\u0000\u0000", "GET T\u0000 HTTP/1.1", "GET T\r HTTP/1.1", "GET T HTTP/1.1\r", "POST T HTTP/1.1\u0000");
    private static final List<String> HEADERS = List.of(
            "Host", "Host:", ": x", ":", " X: y", "\tX: y", "X : y", "X\t: y", "X: y\r\n z", "X: y\r\n\tz", "X\u0000: y", "X: \u0000", "X: \u0001", "X: a\rb", "X: a\nb", "(X): y", "X\u00ff: y",
            "=", "X", "X y", "Host: a\r\nHost: b", "Host: a b", "Host: a/b", "Host: [::1", "Host: \u00ff", "Host: a:b", "Host: a:99999", "Host: " + "x".repeat(300),
            "Content-Length: -1", "Content-Length: x", "Content-Length: +2", "Content-Length: 0x2", "Content-Length: 2, 2", "Content-Length: 2, 3", "Content-Length: 2\r\nContent-Length: 2",
            "Content-Length: 2\r\nContent-Length: 3", "Content-Length: 99999999999999999999", "Content-Length: 9223372036854775807", "Content-Length: 2147483648", "Content-Length: 1048577",
            "Content-Length:", "Content-Length: 1", "Content-Length: 3", "Content-Length: 1 ", "Content-Length: 02", "Content-Length: 2\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 2", "Transfer-Encoding: x", "Transfer-Encoding: identity", "Transfer-Encoding: gzip", "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: xchunked", "Transfer-Encoding: \"chunked\"", "Transfer-Encoding : chunked",
            "Transfer-Encoding:\r\n chunked", "Transfer-Encoding:", "Transfer-Encoding: CHUNKED", "Transfer-Encoding: chunked;x=y");
    private static final List<String> CHUNKS = List.of(
            "2\r\n{}\r\n0\r\n\r\n", "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", "2;x=y\r\n{}\r\n0\r\n\r\n", "2\r\n{}\r\n0\r\nX: y\r\n\r\n", "02\r\n{}\r\n00\r\n\r\n", "2\n{}\n0\n\n", "x\r\n{}\r\n0\r\n\r\n", "-2\r\n{}\r\n0\r\n\r\n",
            "+2\r\n{}\r\n0\r\n\r\n", " 2\r\n{}\r\n0\r\n\r\n", "2 \r\n{}\r\n0\r\n\r\n", "0x2\r\n{}\r\n0\r\n\r\n", "\r\n{}\r\n0\r\n\r\n", "1\r\n{}\r\n0\r\n\r\n", "3\r\n{}\r\n0\r\n\r\n", "ffffffff\r\n{}", "fffffffffffffffff\r\n{}",
            "80000000\r\n{}\r\n", "2\r\n{}", "2\r\n{}\r\n", "2\r\n{}\r\n0", "2\r\n{}\r\n0\r\n", "2\r\n{}\r\n0\r\n: y\r\n\r\n", "2\r\n{}0\r\n\r\n", "2;\u0000\r\n{}\r\n0\r\n\r\n", "2;" + "x".repeat(10_000) + "\r\n{}\r\n0\r\n\r\n",
            "2\r\n{}\r\n0\r\n" + "X: y\r\n".repeat(2_000) + "\r\n", "0\r\n\r\n", "", "2\r\n{", "1\r\n{\r\n".repeat(3_000), "1\r\n \r\n".repeat(3_000) + "2\r\n{}\r\n0\r\n\r\n");
    private final Consumer<Case> cases;
    private final Random random;

    WireCases(Consumer<Case> cases, Random random) {
        this.cases = cases;
        this.random = random;
    }

    void of(Operation operation) {
        Expectation any = any(operation);
        for (String line : LINES)
            add(operation, "request line " + line, any, names -> line.replace("T", names.path(operation.path())) + "\r\nHost: x\r\n\r\n");
        for (String header : HEADERS)
            add(operation, "header line " + header, any, names -> operation.method() + " " + names.path(operation.path())
                    + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + header + "\r\n\r\n{}");
        for (String chunks : CHUNKS)
            add(operation, "chunks " + chunks, any, names -> operation.method() + " " + names.path(operation.path())
                    + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        for (String version : List.of("1.0", "1.1"))
            for (String end : List.of("\r\n\r\n", "\n\n", "\r\r", "\r\n", "", "\r\n\u0000\r\n"))
                add(operation, "HTTP/" + version + " without a host, ended by " + end, any,
                        names -> operation.method() + " " + names.path(operation.path()) + " HTTP/" + version + end);
        for (int i = 0; i < 12; i++) {
            double at = random.nextDouble();
            long seed = random.nextLong();
            cut(operation, at, seed, any);
        }
    }

    private void cut(Operation operation, double at, long seed, Expectation any) {
        cases.accept(new Case(
                0, operation.name(), "all that ends at " + (int) (at * 100) + " %", "", operation.changes(), any, names -> {
                    byte[] all = Example.of(operation, names, new Random(seed)).bytes();
                    return Request.raw(Arrays.copyOf(all, (int) (all.length * at)));
                }));
    }

    private void add(Operation operation, String what, Expectation expectation, Function<Names, String> form) {
        String shown = Request.shown(what.substring(0, Math.min(what.length(), 120)).getBytes(StandardCharsets.ISO_8859_1));
        cases.accept(new Case(0, operation.name(), shown, "", true, expectation, names -> Request.raw(form.apply(names))));
    }

    /// Whatever such a thing may be taken for.
    static Expectation any(Operation operation) {
        return Expectation.documented(operation.statuses(), operation.isBatch())
                .or(200, 201, 204, 302, 400, 404, 405, 409, 411, 413, 414, 415, 417, 422, 431, 501, 505).orHangUp();
    }
}
