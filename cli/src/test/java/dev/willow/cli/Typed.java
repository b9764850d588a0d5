package dev.willow.cli;

import dev.willow.client.FakeService;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What came of a line that somebody typed.
record Typed(int status, String out, String err) {

    static Typed at(FakeService service, String... words) {
        return reading("", service, words);
    }

    static Typed reading(String input, FakeService service, String... words) {
        String url = service.uri().toString();
        return with(Map.of("WILLOW_URL", url, "LIMITER_URL", url, "LOCKER_URL", url), input, words);
    }

    static Typed with(Map<String, String> environment, String input, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Cli.run(new Terminal(new PrintWriter(out), new PrintWriter(err),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), environment), words);
        return new Typed(status, out.toString(), err.toString());
    }
}
