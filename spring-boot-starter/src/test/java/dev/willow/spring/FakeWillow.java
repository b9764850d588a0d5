package dev.willow.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Asked;
import dev.willow.client.FakeService.Told;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Willow as far as listeners call it: hands out what a test gives it, and keeps the acks.
final class FakeWillow implements AutoCloseable {
    private static final Told NOTHING = new Told(204, Map.of(), "");

    private final Map<String, Thread> callers = new ConcurrentHashMap<>();
    private final Set<String> forgotten = new HashSet<>();
    private final BlockingQueue<Told> takes = new LinkedBlockingQueue<>();
    private final BlockingQueue<Asked> acks = new LinkedBlockingQueue<>();
    private final BlockingQueue<Asked> dequeues = new LinkedBlockingQueue<>();
    private final FakeService service = FakeService.answering(this::answer);
    private volatile boolean isSuperseded;
    private volatile int ackStatus = 200;
    private volatile boolean isAway;
    private volatile boolean wasAsked;
    private int items;

    String url() {
        return service.uri().toString();
    }

    /// Puts an item of the channel `os=linux` into the queue, whatever it is called.
    void push(String payload) {
        String bytes = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        takes.add(new Told(200, Map.of(), """
                {"Spec": {"DBDefinition": {"KeyValues": {"os": "linux"}}, "Properties": {"Item": "%s", "TimeoutDuration": "10m"}},
                 "State": {"ID": "i%d", "Attempt": 1, "Updates": 0, "FencingToken": 17}}""".formatted(bytes, items++)));
    }

    void failTheNextPoll() {
        takes.add(new Told(404, Map.of(), ""));
    }

    /// As for items that timed out.
    void refuseAcks() {
        ackStatus = 404;
    }

    void supersede() {
        isSuperseded = true;
    }

    /// Answers every call with 503.
    void leave() {
        isAway = true;
    }

    void comeBack() {
        isAway = false;
    }

    boolean wasAsked() {
        return wasAsked;
    }

    int waiting() {
        return takes.size();
    }

    /// `{"ItemID":"i0","Success":true...`
    String nextAck() throws InterruptedException {
        return next(acks).body();
    }

    Asked nextDequeue() throws InterruptedException {
        return next(dequeues);
    }

    boolean hasNoAcks() {
        return acks.isEmpty();
    }

    private static Asked next(BlockingQueue<Asked> calls) throws InterruptedException {
        Asked call = calls.poll(30, TimeUnit.SECONDS);
        assertThat(call).as("a call").isNotNull();
        return call;
    }

    private Told answer(Asked asked) {
        wasAsked = true;
        if (isAway) return new Told(503, Map.of(), "{\"title\": \"away\", \"detail\": \"no leader yet\", \"status\": 503}");
        if (asked.target().contains("/dequeue")) return take(asked);
        String beat = "{\"Superseded\": " + isSuperseded + "}";
        if (asked.target().endsWith("/heartbeat")) return new Told(200, Map.of(), beat);
        if (asked.target().endsWith("/heartbeat/batch")) return new Told(200, Map.of(), "[{\"Status\": 200, \"Result\": " + beat + "}]");
        if (!asked.target().endsWith("/ack")) return new Told(200, Map.of(), "");
        acks.add(asked);
        return new Told(ackStatus, Map.of(), "");
    }

    /// A caller that was interrupted asks once more under the same key, and for a second; what it was handed before would be its then.
    private Told take(Asked asked) {
        String key = asked.headers().get("idempotency-key");
        if (asked.target().contains("wait=1000000000")) {
            forget(key);
            return NOTHING;
        }
        if (!begins(key)) return NOTHING;
        dequeues.add(asked);
        try {
            return takes.take();
        } catch (InterruptedException forgotten) {
            return NOTHING;
        } finally {
            callers.remove(key);
        }
    }

    private synchronized boolean begins(String key) {
        callers.put(key, Thread.currentThread());
        return !forgotten.contains(key);
    }

    private synchronized void forget(String key) {
        forgotten.add(key);
        Thread caller = callers.get(key);
        if (caller != null) caller.interrupt();
    }

    @Override
    public void close() {
        service.close();
    }
}
