package dev.willow.faults.overload;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The calls that are made of Willow and the Limiter, as they are written.
final class Calls {
    /// Where all that is pushed must be found again.
    static final String FLOOD = "flood";
    /// Nothing ever comes here.
    static final String EMPTY = "empty";
    /// Its items run by [#LIMIT] at a time.
    static final String LIMITED = "limited";
    /// Its channels make a large answer.
    static final String WIDE = "wide";
    static final int LIMIT = 3;
    static final int LIMITED_ITEMS = 1_000;

    static final int BODY_LIMIT = 1 << 20;
    private static final int WIDE_CHANNELS = 1_600;
    private static final int BATCH = 800;
    private static final Pattern ITEM = Pattern.compile("\"Item\":\"([^\"]*)\"");

    private Calls() {}

    static String push(String queue) {
        return "/v1/queues/" + queue + "/channels/items";
    }

    static String take(String queue, String options) {
        return "/v1/queues/" + queue + "/channels/items/dequeue?" + options;
    }

    static String ack(String queue) {
        return "/v1/queues/" + queue + "/channels/items/ack";
    }

    static String item(String key, String value, String content) {
        return "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"" + key + "\":\"" + value + "\"}},\"Properties\":{\"Item\":\""
                + Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.US_ASCII)) + "\",\"TimeoutDuration\":\"1h\"}}}";
    }

    /// An item that takes so many bytes as JSON, most of them spaces.
    static String itemOf(int bytes, String content) {
        String item = item("caller", "large", content);
        return item.substring(0, item.length() - 1) + " ".repeat(bytes - item.length()) + "}";
    }

    static void prepare(Wire willow, Wire limiter) throws IOException {
        for (String queue : new String[] {FLOOD, EMPTY, LIMITED, WIDE}) expect(201, willow.call("POST", "/v1/queues",
                "{\"Spec\":{\"DBDefinition\":{\"Name\":\"" + queue + "\"},\"Properties\":{\"MaxItems\":-1}}}"));
        expect(201, limiter.call("POST", "/v1/limiter/rules",
                "{\"Spec\":{\"DBDefinition\":{\"Name\":\"few\",\"GroupByKeyValues\":{\"lane\":{\"Type\":1024}}},\"Properties\":{\"Limit\":" + LIMIT + "}}}"));
        for (int from = 0; from < WIDE_CHANNELS; from += BATCH) batch(willow, WIDE, from, i -> item("wide", i + "x".repeat(1_000), "w"));
        batch(willow, LIMITED, 0, i -> item("lane", "one", "l" + i));
        batch(willow, LIMITED, BATCH, LIMITED_ITEMS - BATCH, i -> item("lane", "one", "l" + i));
    }

    private static void batch(Wire willow, String queue, int from, IntFunction<String> item) throws IOException {
        batch(willow, queue, from, BATCH, item);
    }

    private static void batch(Wire willow, String queue, int from, int many, IntFunction<String> item) throws IOException {
        String items = IntStream.range(from, from + many).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
        expect(200, willow.call("POST", push(queue) + "/batch", items));
    }

    /// All that is there still.
    static Set<String> drain(URI willow, String queue) throws IOException {
        Set<String> found = new HashSet<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Overload.PATIENCE_MILLIS);
        while (true) {
            Wire.Reply reply;
            try (Wire wire = new Wire(willow)) {
                reply = wire.call("POST", take(queue, "wait=2s&max=500"), "{}");
            }
            if (reply.status() == 204) return found;
            if (reply.status() == 503 && System.nanoTime() < end) continue; // which it may be told
            expect(200, reply);
            Matcher items = ITEM.matcher(reply.body());
            while (items.find()) found.add(new String(Base64.getDecoder().decode(items.group(1)), StandardCharsets.US_ASCII));
        }
    }

    static String member(String name, String json) {
        Matcher value = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!value.find()) throw new IllegalStateException("no " + name + " in " + json);
        return value.group(1);
    }

    static void expect(int status, Wire.Reply reply) {
        if (reply.status() != status) throw new IllegalStateException("expected " + status + " but got " + reply);
    }
}
