package dev.willow.hostile;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.willow.hostile.request.Case;
import dev.willow.hostile.request.Names;
import dev.willow.hostile.stage.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// A service of one call, `POST /v1/things` with `{"Number": 1}`, that has one defect of choice.
final class FakeService implements Stage, AutoCloseable {
    /// What may be wrong with it.
    enum Defect {
        NONE, FAILS, TELLS_OF_ITS_INSIDE, IS_NO_PROBLEM, NAMES_NO_FIELD, REPEATS_ALL, ACCEPTS_ALL, CHANGES_WHAT_IT_REFUSES, HANGS, CLOSES, CLOSES_NOW_AND_THEN, FORGETS_THE_ID
    }

    private static final int NOW_AND_THEN = 10;
    /// A used connection may end by itself, so one end proves nothing.
    private static final int ENDS = 2;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private final HttpServer server;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Map<Integer, Integer> timesOfBodies = new ConcurrentHashMap<>();
    private final AtomicInteger state = new AtomicInteger();
    private final Defect defect;

    FakeService(Defect defect) throws IOException {
        this.defect = defect;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(callers);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String wrong = wrongIn(body);
        if (wrong.isEmpty() || defect == Defect.ACCEPTS_ALL) {
            state.incrementAndGet();
            answer(call, 200, "application/json", "{}");
            return;
        }
        switch (defect) {
            case FAILS -> answer(call, 500, "application/problem+json", problem("internal", 500, "a defect", ""));
            case TELLS_OF_ITS_INSIDE -> answer(call, 400, "application/problem+json",
                    problem("invalid-request", 400, "java.lang.NullPointerException at dev.willow.Thing.read(Thing.java:1)", wrong));
            case IS_NO_PROBLEM -> answer(call, 400, "text/html", "<h1>Bad Request</h1>");
            case NAMES_NO_FIELD -> answer(call, 400, "application/problem+json", problem("invalid-request", 400, "something is wrong", "$.Other"));
            case REPEATS_ALL -> answer(call, 400, "application/problem+json", problem("invalid-request", 400, "wrong: " + "x".repeat(50_000), wrong));
            case CHANGES_WHAT_IT_REFUSES -> {
                if (new String(body, StandardCharsets.ISO_8859_1).contains("18446744073709551616")) state.incrementAndGet();
                answer(call, 400, "application/problem+json", problem("invalid-request", 400, "is wrong", wrong));
            }
            case HANGS -> hang();
            case CLOSES -> call.close();
            case CLOSES_NOW_AND_THEN -> {
                int kind = Arrays.hashCode(body);
                if (kind % NOW_AND_THEN == 0 && timesOfBodies.merge(kind, 1, Integer::sum) <= ENDS) call.close();
                else answer(call, 400, "application/problem+json", problem("invalid-request", 400, "is wrong", wrong));
            }
            default -> answer(call, 400, "application/problem+json", problem("invalid-request", 400, "is wrong", wrong));
        }
    }

    private void hang() {
        try {
            end.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return the path of what is wrong; empty if all is right
    private static String wrongIn(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (!read.isObject()) return "$";
            for (String name : read.propertyNames()) if (!name.equals("Number")) return "$." + name;
            return read.path("Number").isInt() ? "" : "$.Number";
        } catch (JacksonException noJson) {
            return "$";
        }
    }

    private void answer(HttpExchange call, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (defect != Defect.FORGETS_THE_ID) call.getResponseHeaders().set("X-Request-ID", "1");
        call.getResponseHeaders().set("Content-Type", type);
        boolean isHead = call.getRequestMethod().equals("HEAD");
        call.sendResponseHeaders(status, isHead ? -1 : bytes.length);
        if (!isHead) call.getResponseBody().write(bytes);
        call.close();
    }

    private static String problem(String type, int status, String detail, String field) {
        return JsonNodeFactory.instance.objectNode().put("type", "urn:willow:problem:" + type).put("title", "x").put("status", status)
                .put("detail", detail).put("Message", detail).put("Field", field).toString();
    }

    @Override
    public Names set() {
        state.set(0);
        return new Names(Map.of(), Map.of());
    }

    @Override
    public JsonNode state() {
        return JsonNodeFactory.instance.objectNode().put("things", state.get());
    }

    @Override
    public List<Case> conflicts() {
        return List.of();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        callers.shutdownNow();
    }
}
