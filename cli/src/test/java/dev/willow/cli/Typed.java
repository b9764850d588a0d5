package dev.willow.cli;

import dev.willow.client.FakeService;
import dev.willow.common.time.Ticker;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/// What came of a line that somebody typed.
record Typed(int status, String out, String err) {

    static Typed at(FakeService service, String... words) {
        return reading("", service, words);
    }

    static Typed reading(String input, FakeService service, String... words) {
        return with(urls(service), input, words);
    }

    static Typed with(Map<String, String> environment, String input, String... words) {
        return with(environment, input.getBytes(StandardCharsets.UTF_8), Screen.NONE, words);
    }

    /// Somebody sits at a terminal of that size.
    static Typed seen(Screen.Size size, FakeService service, String... words) {
        return with(urls(service), new byte[0], () -> size, words);
    }

    static Typed with(Map<String, String> environment, byte[] input, Screen screen, String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Cli.run(new Terminal(new PrintWriter(out), new PrintWriter(err), new ByteArrayInputStream(input), environment, screen,
                screen != Screen.NONE, new Impatient()), words);
        return new Typed(status, out.toString(), err.toString());
    }

    static Map<String, String> urls(FakeService service) {
        String url = service.uri().toString();
        return Map.of("WILLOW_URL", url, "LIMITER_URL", url, "LOCKER_URL", url);
    }

    /// Time that passes as soon as somebody waits for it.
    private static final class Impatient implements Ticker {
        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            now += delay.toNanos();
            task.run();
            return () -> { };
        }

        @Override
        public void start(String name, Runnable task) {
            Thread.ofVirtual().name(name).start(task);
        }
    }
}
