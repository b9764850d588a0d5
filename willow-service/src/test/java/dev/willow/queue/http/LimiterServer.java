package dev.willow.queue.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.api.limiter.CounterRequest;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.LeaseSummary;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.limiter.OverrideRequest;
import dev.willow.common.api.limiter.RoomFeed;
import dev.willow.common.api.limiter.Rule;
import dev.willow.common.api.limiter.RuleOverride;
import dev.willow.common.api.limiter.RuleRequest;
import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.json.WillowJson;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.queue.domain.Blocker;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.Room;
import dev.willow.queue.testing.SimulatedLimiter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/// A Limiter on a free port, as far as Willow calls it, that a test can make hold its answers back or be away. One lock for all.
final class LimiterServer implements AutoCloseable {
    private static final long BOUND_SECONDS = 30;
    private static final String QUEUE_LIMITS = SimulatedLimiter.QUEUE_RULE;

    /// What the handler of a call throws to answer with a problem.
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        Refusal(ProblemType type) {
            super(type.code());
            problem = Problem.of(type, type.title());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SimulatedLimiter limiter = new SimulatedLimiter();
    private final List<Room> news = new ArrayList<>();
    private final Map<String, LimitSpec> overrides = new LinkedHashMap<>();
    private final List<String> requestIds = new ArrayList<>();
    private Optional<LimitSpec> rule = Optional.empty();
    private boolean isAway;
    private boolean holdsQuestions;
    private int heldQuestions;
    private int listenings;
    private int explained;
    private int listings;
    private boolean hasDigests = true;

    LimiterServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Object answer;
            int status = 200;
            try {
                answer = answer(exchange, body);
            } catch (Refusal refusal) {
                answer = refusal.problem;
                status = refusal.problem.status();
            }
            if (answer == null) return; // the connection closes without a word
            byte[] json = WillowJson.mapper().writeValueAsBytes(answer);
            exchange.sendResponseHeaders(status, json.length);
            exchange.getResponseBody().write(json);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Object answer(HttpExchange exchange, String body) throws InterruptedException {
        if (isAway) return null;
        String path = exchange.getRequestURI().getRawPath().replaceFirst("^/v1/limiter/", "");
        String requestId = exchange.getRequestHeaders().getFirst("X-Request-ID");
        if (requestId != null) requestIds.add(requestId);
        String method = exchange.getRequestMethod();
        Object answer = switch (path) {
            case "counters/batch" -> change(List.of(read(body, CounterRequest[].class)));
            case "counters/query" -> {
                listings++;
                yield counters();
            }
            case "leases/digest" -> digest();
            case "leases/settled" -> "";
            case "explain" -> explain(read(body, CounterRequest.class).spec().definition().keyValues());
            case "room" -> room(exchange.getRequestURI().getQuery());
            case "rules" -> create(read(body, RuleRequest.class).spec());
            case "rules/" + QUEUE_LIMITS -> rule(method, body);
            case "rules/" + QUEUE_LIMITS + "/overrides" -> createOverride(read(body, OverrideRequest.class).spec());
            case "rules/" + QUEUE_LIMITS + "/overrides/query" -> overrides.values().stream().map(LimiterServer::override).toList();
            default -> override(method, URLDecoder.decode(path.replaceFirst(".*/", ""), StandardCharsets.UTF_8), body);
        };
        publish();
        notifyAll();
        return isAway ? null : answer;
    }

    private static <T> T read(String body, Class<T> type) {
        try {
            return WillowJson.mapper().readValue(body, type);
        } catch (JacksonException refused) { // what breaks the limits of the API, such as a name that is too long
            throw new Refusal(ProblemType.INVALID_REQUEST);
        }
    }

    private List<BatchEntry<Counter>> change(List<CounterRequest> changes) throws InterruptedException {
        boolean asks = changes.getFirst().spec().properties().counters() > 0;
        if (asks) heldQuestions++;
        notifyAll();
        while (asks && holdsQuestions && !isAway) wait();
        if (asks) heldQuestions--;
        return isAway ? List.of() : changes.stream().map(change -> change(change.spec())).toList();
    }

    private BatchEntry<Counter> change(CounterSpec change) {
        Lease lease = new Lease(change.definition().keyValues(), change.properties().lease().orElseThrow().id());
        Counter counter = new Counter(change, new Counter.State("c", List.of(lease.id())));
        if (change.properties().counters() < 0) {
            limiter.remove(lease);
            return BatchEntry.done(200, counter);
        }
        return switch (limiter.add(lease)) {
            case LimiterAnswer.Refused(Blocker blocker, var decidedBy) -> BatchEntry.refused(
                    decidedBy.map(keys -> problem(blocker).with("DecidedBy", keys)).orElse(problem(blocker)));
            default -> BatchEntry.done(200, counter);
        };
    }

    private static Problem problem(Blocker blocker) {
        ProblemType type = switch (blocker.kind()) {
            case RULE_PAUSED -> ProblemType.RULE_PAUSED;
            case LIMIT_ZERO -> ProblemType.LIMIT_ZERO;
            case LIMIT_REACHED -> ProblemType.LIMIT_REACHED;
        };
        Group group = blocker.group();
        Problem problem = Problem.of(type, "no room").with("Rule", group.rule()).with("Limit", blocker.limit())
                .with("Count", blocker.count()).with("Group", group.values().orElseThrow());
        return group.override().isPresent() ? problem.with("Override", group.override().get()) : problem;
    }

    private List<Counter> counters() {
        return limiter.leases().stream()
                .collect(Collectors.groupingBy(Lease::counter, LinkedHashMap::new, Collectors.mapping(Lease::id, Collectors.toList())))
                .entrySet().stream()
                .map(each -> new Counter(
                        CounterSpec.of(each.getKey(), each.getValue().size(), Optional.empty()),
                        new Counter.State("c", each.getValue())))
                .toList();
    }

    private LeaseSummary digest() {
        if (!hasDigests) throw new Refusal(ProblemType.NO_SUCH_PATH);
        LeaseDigest.Builder digest = new LeaseDigest.Builder();
        limiter.leases().forEach(lease -> digest.add(lease.counter(), lease.id()));
        return LeaseSummary.of(digest.build(), 1);
    }

    private CounterExplanation explain(KeyValues counter) {
        explained++;
        Lease trial = new Lease(counter, "trial");
        if (!(limiter.add(trial) instanceof LimiterAnswer.Refused(Blocker blocker, var _))) {
            limiter.remove(trial);
            return new CounterExplanation(true, List.of(), List.of());
        }
        KeyValues group = blocker.group().values().orElseThrow();
        List<String> holders = limiter.leases().stream()
                .filter(lease -> group.toMap().entrySet().stream()
                        .allMatch(pair -> pair.getValue().equals(lease.counter().get(pair.getKey()))))
                .map(Lease::id)
                .toList();
        return new CounterExplanation(false, List.of(new CounterExplanation.Asked(
                blocker.group().rule(), blocker.group().override(), blocker.limit(), blocker.kind() == Blocker.Kind.RULE_PAUSED, blocker.count(), group,
                problem(blocker).kind().orElseThrow().code(), 0, holders, Optional.of("room"))), List.of());
    }

    private RoomFeed room(String query) throws InterruptedException {
        Optional<Integer> after = Optional.ofNullable(query).filter(it -> it.contains("after="))
                .map(it -> Integer.parseInt(it.replaceFirst(".*after=(\\d+).*", "$1")));
        if (after.isPresent()) listenings++;
        notifyAll();
        while (after.isPresent() && news.size() == after.get() && !isAway) wait();
        List<RoomFeed.Room> rooms = news.subList(after.orElse(news.size()), news.size()).stream()
                .map(room -> new RoomFeed.Room(room.rule(), room.override(), room.values(), room.places().orElse(-1)))
                .toList();
        return new RoomFeed(Integer.toString(news.size()), false, rooms);
    }

    private void publish() {
        news.addAll(limiter.takeNews());
    }

    private Rule create(LimitSpec spec) {
        rule = Optional.of(spec);
        return new Rule(spec, new Rule.State("r", List.of()));
    }

    private Rule rule(String method, String body) {
        LimitSpec there = rule.orElseThrow(() -> new Refusal(ProblemType.UNKNOWN_RULE));
        return create(method.equals("PUT") ? changed(there, read(body, LimitUpdate.class)) : there);
    }

    private RuleOverride createOverride(LimitSpec spec) {
        if (rule.isEmpty()) throw new Refusal(ProblemType.UNKNOWN_RULE);
        String name = spec.definition().name().orElseThrow();
        overrides.put(name, spec);
        long limit = spec.properties().limit();
        limiter.setQueue(name, Optional.of(limit < 0 ? new Capacity.Unlimited() : new Capacity.AtMost(limit)));
        return override(spec);
    }

    private Object override(String method, String name, String body) {
        if (rule.isEmpty()) throw new Refusal(ProblemType.UNKNOWN_RULE);
        LimitSpec there = overrides.get(name);
        if (there == null) throw new Refusal(ProblemType.UNKNOWN_OVERRIDE);
        if (!method.equals("DELETE")) return createOverride(changed(there, read(body, LimitUpdate.class)));
        overrides.remove(name);
        limiter.setQueue(name, Optional.empty());
        return override(there);
    }

    private static LimitSpec changed(LimitSpec spec, LimitUpdate update) {
        return new LimitSpec(spec.definition(), new LimitProperties(
                update.limit().orElse(spec.properties().limit()), update.paused().orElse(spec.properties().paused())));
    }

    private static RuleOverride override(LimitSpec spec) {
        return new RuleOverride(spec, new RuleOverride.State("o"));
    }

    // What tests do and ask.

    /// Limits what runs for each value of a key.
    synchronized void limit(String key, long limit) {
        limiter.limit(key, limit);
        publish();
        notifyAll();
    }

    synchronized void pause(String key) {
        limiter.pause(key);
        publish();
        notifyAll();
    }

    /// A lease that somebody adds who is no queue.
    synchronized void addByHand(KeyValues counter, String lease) {
        limiter.put(new Lease(counter, lease));
    }

    /// As of a version that does not know the call.
    synchronized void hasNoDigests() {
        hasDigests = false;
    }

    /// How often all leases were asked for.
    synchronized int listings() {
        return listings;
    }

    /// How often an explanation was asked for.
    synchronized int explained() {
        return explained;
    }

    /// From now on questions are not answered until [#answer].
    synchronized void holdQuestions() {
        holdsQuestions = true;
    }

    synchronized void answer() {
        holdsQuestions = false;
        notifyAll();
    }

    /// Closes every connection without an answer.
    synchronized void leave() {
        isAway = true;
        notifyAll();
    }

    synchronized void comeBack() {
        isAway = false;
        limiter.forgetNews();
    }

    synchronized List<String> leases() {
        return limiter.leaseIds().stream().sorted().toList();
    }

    /// How many items of this queue are counted as there, waiting or not.
    synchronized long enqueued(String queue) {
        return leasesWith(queue, Counters.ENQUEUED_KEY);
    }

    /// How many items of this queue are counted as running.
    synchronized long running(String queue) {
        return leasesWith(queue, Counters.RUNNING_KEY);
    }

    private long leasesWith(String queue, String key) {
        return limiter.leases().stream().map(Lease::counter)
                .filter(counter -> counter.hasKey(key) && counter.get(Counters.QUEUE_KEY).equals(Value.text(queue)))
                .count();
    }

    synchronized List<String> limits() {
        return overrides.values().stream()
                .map(spec -> spec.definition().name().orElseThrow() + " " + spec.properties().limit()).toList();
    }

    /// The rule that queues are limited by, as JSON.
    synchronized String queueRule() {
        return WillowJson.mapper().writeValueAsString(rule.orElseThrow());
    }

    /// The overrides of that rule, as JSON.
    synchronized List<String> queueOverrides() {
        return overrides.values().stream().map(spec -> WillowJson.mapper().writeValueAsString(spec)).toList();
    }

    /// Every counter with its number, such as `{a=1, b=2}: 3`, sorted by its text.
    synchronized List<String> numbers() {
        return counters().stream().map(counter -> counter.spec().definition().keyValues() + ": " + counter.spec().properties().counters())
                .sorted().toList();
    }

    synchronized List<String> requestIds() {
        return List.copyOf(requestIds);
    }

    /// How often somebody has begun to wait for news, which it does when everything agrees.
    synchronized int listenings() {
        return listenings;
    }

    synchronized void awaitListening(int more) {
        await(() -> listenings > more, "nobody listens");
    }

    synchronized void awaitHeldQuestion() {
        await(() -> heldQuestions > 0, "no question is held");
    }

    synchronized void awaitLeases(int number) {
        await(() -> limiter.leases().size() == number, "not " + number + " leases");
    }

    private void await(BooleanSupplier condition, String failure) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOUND_SECONDS);
        try {
            while (!condition.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) throw new AssertionError(failure + "; leases " + limiter.leaseIds());
                wait(left);
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        leave();
        server.stop(0);
        threads.shutdownNow();
    }
}
