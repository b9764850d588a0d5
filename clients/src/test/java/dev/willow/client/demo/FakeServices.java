package dev.willow.client.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.limiter.OverrideRequest;
import dev.willow.common.api.limiter.Rule;
import dev.willow.common.api.limiter.RuleOverride;
import dev.willow.common.api.limiter.RuleRequest;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.EnqueueAnswer;
import dev.willow.common.api.queue.EnqueueRequest;
import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.Explanation;
import dev.willow.common.api.queue.HeartbeatAnswer;
import dev.willow.common.api.queue.HeartbeatRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.ItemState;
import dev.willow.common.api.queue.Queue;
import dev.willow.common.api.queue.QueueRequest;
import dev.willow.common.json.WillowJson;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.query.Query;
import dev.willow.common.query.Subject;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Willow and the Limiter in one, as far as the demo calls them, under one lock; with faults to order.
final class FakeServices implements AutoCloseable {
    enum Fault { IGNORES_RULES, LOSES_A_PUSH, LEAKS_A_COUNTER, REFUSES_A_PUSH }

    private static final int NO_CONTENT = 204;

    private static final class Lane implements Subject {
        private final String id = "c" + System.identityHashCode(this);
        private final KeyValues keys;
        private Item waiting;
        private final Map<String, Item> processing = new HashMap<>();

        Lane(KeyValues keys) {
            this.keys = keys;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public KeyPatterns keys() {
            return keys.asPatterns();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Fault> faults;
    private final Map<KeyValues, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, LimitSpec> rules = new LinkedHashMap<>();
    private final Map<String, List<LimitSpec>> overrides = new HashMap<>();
    private int nextId;

    FakeServices(Fault... faults) throws IOException {
        this.faults = faults.length == 0 ? EnumSet.noneOf(Fault.class) : EnumSet.copyOf(List.of(faults));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Object answer = answer(exchange.getRequestURI().getPath(), body);
            byte[] bytes = answer == null ? new byte[0] : WillowJson.mapper().writeValueAsBytes(answer);
            exchange.sendResponseHeaders(answer == null ? NO_CONTENT : 200, answer == null ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException stopping) {
            exchange.close();
        }
    }

    private synchronized Object answer(String path, String body) throws InterruptedException {
        String call = path.replaceFirst("^/v1/(queues/[^/]*/channels/|queues/[^/]*/|limiter/)?", "");
        if (call.matches("rules/.*/overrides")) return createOverride(call.split("/")[1], read(body, OverrideRequest.class).spec());
        return switch (call) {
            case "queues" -> new Queue(read(body, QueueRequest.class).spec(), new Queue.State(0, 0, 0, 0));
            case "rules" -> createRule(read(body, RuleRequest.class).spec());
            case "items/batch" -> enqueue(read(body, EnqueueRequest[].class));
            case "items/dequeue" -> dequeue(read(body, DequeueRequest.class).toQuery());
            case "items/heartbeat/batch" -> Arrays.stream(read(body, HeartbeatRequest[].class))
                    .map(beat -> BatchEntry.done(200, new HeartbeatAnswer(false))).toList();
            case "items/ack" -> ack(read(body, AckRequest.class));
            case "query" -> lanes.values().stream().map(FakeServices::channel).toList();
            case "explain" -> explain(read(body, ExplainRequest.class).keyValues().orElseThrow());
            case "counters/query" -> counters();
            default -> throw new IllegalStateException("the fake does not know " + path);
        };
    }

    private static <T> T read(String body, Class<T> type) {
        return WillowJson.mapper().readValue(body, type);
    }

    private Rule createRule(LimitSpec rule) {
        rules.put(rule.definition().name().orElseThrow(), rule);
        return new Rule(rule, new Rule.State("r", List.of()));
    }

    private RuleOverride createOverride(String rule, LimitSpec override) {
        overrides.computeIfAbsent(rule, it -> new ArrayList<>()).add(override);
        return new RuleOverride(override, new RuleOverride.State("o"));
    }

    private List<BatchEntry<EnqueueAnswer>> enqueue(EnqueueRequest[] requests) {
        List<BatchEntry<EnqueueAnswer>> results = new ArrayList<>();
        for (EnqueueRequest request : requests) {
            if (faults.remove(Fault.REFUSES_A_PUSH)) {
                results.add(BatchEntry.refused(Problem.of(ProblemType.QUEUE_FULL, "the queue is full")));
                continue;
            }
            ItemSpec spec = request.spec();
            Lane lane = lanes.computeIfAbsent(spec.definition().keyValues(), Lane::new);
            boolean updates = lane.waiting != null;
            String id = updates ? lane.waiting.state().id() : "i" + nextId++;
            Item item = new Item(spec, new ItemState(id, 0, updates ? 1 : 0, Optional.empty()));
            if (!faults.remove(Fault.LOSES_A_PUSH)) lane.waiting = item;
            results.add(BatchEntry.done(updates ? 200 : 201, new EnqueueAnswer(item.state())));
        }
        notifyAll();
        return results;
    }

    private Item dequeue(Query query) throws InterruptedException {
        while (true) {
            for (Lane lane : lanes.values()) {
                if (lane.waiting == null || !query.matches(lane) || refusing(lane.keys) != null) continue;
                Item taken = lane.waiting;
                Item handed = new Item(taken.spec(), new ItemState(
                        taken.state().id(), taken.state().attempt() + 1, 0, Optional.of((long) nextId++)));
                lane.waiting = null;
                lane.processing.put(handed.state().id(), handed);
                return handed;
            }
            wait();
        }
    }

    /// The rule that keeps one more of these from running now, or null.
    private String refusing(KeyValues keys) {
        if (faults.contains(Fault.IGNORES_RULES)) return null;
        for (LimitSpec rule : rules.values()) {
            if (!rule.definition().groupBy().admit(keys)) continue;
            String name = rule.definition().name().orElseThrow();
            List<LimitSpec> asked = overrides.getOrDefault(name, List.of()).stream()
                    .filter(override -> override.definition().groupBy().admit(keys)).toList();
            for (LimitSpec limit : asked.isEmpty() ? List.of(rule) : asked)
                if (limit.properties().limit() >= 0 && running(limit, keys) >= limit.properties().limit()) return name;
        }
        return null;
    }

    private long running(LimitSpec limit, KeyValues keys) {
        KeyPatterns groupBy = limit.definition().groupBy();
        return lanes.values().stream()
                .filter(lane -> groupBy.admit(lane.keys) && groupBy.groupOf(lane.keys).equals(groupBy.groupOf(keys)))
                .mapToLong(lane -> lane.processing.size()).sum();
    }

    private Object ack(AckRequest ack) {
        for (Lane lane : lanes.values()) {
            Item item = lane.processing.remove(ack.itemId());
            if (item == null) continue;
            if (!ack.success().orElseThrow() && item.state().attempt() <= item.spec().properties().retryAttempts()
                    && lane.waiting == null) lane.waiting = item;
            if (lane.waiting == null && lane.processing.isEmpty()) lanes.remove(lane.keys);
            notifyAll();
            return null;
        }
        throw new IllegalStateException("unknown item");
    }

    private static dev.willow.common.api.queue.Channel channel(Lane lane) {
        return new dev.willow.common.api.queue.Channel(
                new dev.willow.common.api.queue.Channel.Spec(new dev.willow.common.api.KeyValuesDefinition(lane.keys)),
                new dev.willow.common.api.queue.Channel.State(lane.id, lane.waiting == null ? 0 : 1, lane.processing.size()));
    }

    private Explanation explain(KeyValues keys) {
        Optional<String> rule = Optional.ofNullable(refusing(keys));
        return new Explanation(Optional.empty(), 1, 0, List.of(new Explanation.Reason(rule.isPresent() ? "limit-zero" : "ready",
                "", Optional.empty(), rule, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of())));
    }

    private List<Counter> counters() {
        List<Counter> counters = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            Map<String, Value> keys = new HashMap<>(Map.of("_willow_enqueued", Value.text("true"), "_willow_queue_name", Value.text("q")));
            lane.keys.forEach(pair -> keys.put("_willow_" + pair.getKey(), pair.getValue()));
            counters.add(counter(KeyValues.of(keys)));
        }
        if (faults.contains(Fault.LEAKS_A_COUNTER)) counters.add(counter(KeyValues.of("_willow_running", Value.text("true"))));
        return counters;
    }

    private static Counter counter(KeyValues keys) {
        return new Counter(CounterSpec.of(keys, 1, Optional.empty()), new Counter.State("c", List.of()));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
