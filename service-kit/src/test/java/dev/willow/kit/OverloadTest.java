package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.kit.admission.Admission;
import dev.willow.kit.app.RunningTinyService;
import dev.willow.kit.app.Turns.Turn;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import dev.willow.testing.process.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.web.context.support.ServletRequestHandledEvent;

/// More than a service has room for, and callers that take their time: what is told them, and that others get on.
class OverloadTest {
    private static final String LIAR = "POST /v1/things/query HTTP/1.1\r\nHost: x\r\nContent-Length: 90000\r\n\r\n{";

    @AutoClose
    private static final RunningTinyService small = RunningTinyService.start(
            "admission.waiting=2", "admission.calls=3", "admission.transit=100KB", "admission.slow-after=1s", "admission.slowest=1MB",
            "server.tomcat.connection-timeout=2s");

    @AutoClose
    private static final RunningTinyService patient = RunningTinyService.start("admission.transit=100KB");

    /// Whoever is slow, one byte at a time.
    @AutoClose("shutdownNow")
    private final ScheduledExecutorService slow = Executors.newScheduledThreadPool(1);

    @AutoClose
    private final Opened opened = new Opened();

    private static final class Opened implements AutoCloseable {
        private final List<Connection> all = new ArrayList<>();

        Connection by(RunningTinyService service) {
            all.add(service.http().connect());
            return all.getLast();
        }

        @Override
        public void close() {
            all.forEach(Connection::close);
        }
    }

    private static String wait(String query) {
        return "POST /v1/turns" + query + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
    }

    private void trickle(Connection connection, String bytes) {
        slow.scheduleAtFixedRate(() -> connection.write(bytes), 0, 50, TimeUnit.MILLISECONDS);
    }

    @Test
    void beyond_the_places_for_those_who_wait_a_caller_is_sent_away_and_may_ask_once() throws Exception {
        List<Turn> turns = new ArrayList<>();
        List<Connection> waiting = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiting.add(opened.by(small).write(wait("")));
            turns.add(small.turns().next());
        }
        Answer refused = small.http().post("/v1/turns?wait=1s", "{}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.kind()).isEqualTo("too-many-waiting");
        assertThat(refused.header("Retry-After")).contains("1");

        var asking = small.http().posting("/v1/turns?wait=0", "{}");
        small.turns().next().answer().complete("at once");
        assertThat(Http.await(asking).content()).isEqualTo("{\"Answer\":\"at once\"}");

        turns.getFirst().answer().complete("yours");
        assertThat(waiting.getFirst().read()).endsWith("{\"Answer\":\"yours\"}");
        waiting.getFirst().write(wait("")); // there is a place again
        turns.set(0, small.turns().next());
        for (Turn turn : turns) turn.answer().complete("all");
        for (Connection caller : waiting) assertThat(caller.read()).startsWith("HTTP/1.1 200");
    }

    @Test
    void beyond_the_calls_there_may_be_one_is_refused_at_once_and_health_and_operators_are_answered() throws Exception {
        CompletableFuture<Void> maySend = new CompletableFuture<>();
        small.turns().maySend = maySend;
        try {
            for (int i = 0; i < 3; i++) {
                opened.by(small).write(wait("?wait=0"));
                Turn turn = small.turns().next();
                turn.answer().complete("held up");
                Http.await(turn.looked());
            }
            Connection refused = opened.by(small).write("GET /v1/max HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n" + " ".repeat(400));
            assertThat(refused.read()).startsWith("HTTP/1.1 503").contains("Retry-After: 1", "more calls are under way").containsIgnoringCase("connection: close");
            assertThat(readToEnd(refused)).isEmpty(); // its connection is over, however much it had to send
            assertThat(small.http().get("/health").status()).isEqualTo(200);
            assertThat(small.http().get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(small.http().get("/actuator/prometheus").content()).contains("status=\"503\"");
        } finally {
            small.turns().maySend = CompletableFuture.completedFuture(null);
            maySend.complete(null);
        }
        for (Connection each : opened.all.subList(0, 3)) assertThat(each.read()).startsWith("HTTP/1.1 200");
        assertThat(small.http().get("/v1/max").status()).isEqualTo(200);
    }

    @Test
    void whether_the_service_is_well_is_answered_while_nobody_else_gets_at_a_processor() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        CountDownLatch busy = new CountDownLatch(Runtime.getRuntime().availableProcessors());
        for (long i = busy.getCount(); i > 0; i--) {
            Thread.startVirtualThread(() -> {
                busy.countDown();
                while (!isOver.get()) Thread.onSpinWait();
            });
        }
        assertThat(busy.await(Http.BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        Connection other = opened.by(small).write("GET /v1/max HTTP/1.1\r\nHost: x\r\n\r\n");
        try {
            Connection asks = opened.by(small);
            for (int i = 0; i < 200; i++) // one right after the other, when the thread before may not have let go of the connection yet
                for (String path : List.of("/health", "/actuator/health/liveness", "/health?again"))
                    assertThat(asks.write("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").read()).startsWith("HTTP/1.1 200");
        } finally {
            isOver.set(true);
        }
        assertThat(other.read()).startsWith("HTTP/1.1 200");
    }

    /// An error page for an answer that was sent already is half of what a refusal costs, in the moment in which there is least time for it.
    @Test
    void who_is_refused_is_answered_once_and_no_error_page_is_made_for_it() {
        List<String> worked = new CopyOnWriteArrayList<>();
        ApplicationListener<ApplicationEvent> listener = event -> {
            if (event instanceof ServletRequestHandledEvent handled) worked.add(handled.getRequestUrl());
        };
        try (var watched = RunningTinyService.startWith(beans -> beans.addApplicationListener(listener))) {
            Connection refused = opened.by(watched).write("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n{");
            assertThat(refused.read()).startsWith("HTTP/1.1 413");
            assertThat(readToEnd(refused)).isEmpty();
            assertThat(watched.http().get("/v1/max").status()).isEqualTo(200);
            Eventually.succeeds("a call is worked on", AssertionError.class, () -> assertThat(worked).contains("/v1/max"));
            assertThat(worked).containsExactly("/v1/max");
        }
    }

    @Test
    void slow_bodies_keep_out_nobody_whose_body_is_there() {
        try (var narrow = RunningTinyService.start("admission.calls=3")) {
            Admission admission = narrow.bean(Admission.class);
            for (int i = 1; i <= 2; i++) {
                int slow = i;
                opened.by(narrow).write(LIAR);
                Eventually.succeeds("a body is waited for", AssertionError.class, () -> assertThat(admission.reading()).isEqualTo(slow));
            }
            for (int i = 0; i < 4; i++) assertThat(opened.by(narrow).write(LIAR).read()).startsWith("HTTP/1.1 503").contains("more bodies are on their way");
            Connection other = opened.by(narrow).write("POST /v1/things/query HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(other.read()).startsWith("HTTP/1.1 200");
            assertThat(admission.reading()).isEqualTo(2);
        }
    }

    @Test
    void whoever_sends_slowly_beside_many_others_is_told_so() {
        for (int i = 0; i < 6; i++) opened.by(small).write(LIAR);
        for (Connection each : opened.all) assertThat(each.read()).matches("(?s)HTTP/1.1 (408|503).*");
    }

    @Test
    void who_is_refused_has_no_place_among_the_calls_while_its_last_bytes_are_read() {
        for (int i = 0; i < 3; i++) {
            Connection refused = opened.by(small).write("POST /v1/things HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n{");
            assertThat(refused.read()).startsWith("HTTP/1.1 413");
            trickle(refused, " ");
        }
        assertThat(small.http().get("/v1/max").status()).isEqualTo(200);
    }

    @Test
    void a_body_of_one_byte_now_and_then_is_408_and_a_silent_one_too() {
        Connection trickling = opened.by(small).write(LIAR);
        trickle(trickling, " ");
        Connection chunked = opened.by(small).write("POST /v1/things/query HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
        trickle(chunked, "1\r\n \r\n");
        assertThat(trickling.read()).startsWith("HTTP/1.1 408").contains("urn:willow:problem:invalid-request", "the body came too slowly");
        assertThat(chunked.read()).startsWith("HTTP/1.1 408");
        assertThat(opened.by(small).write(LIAR).read()).startsWith("HTTP/1.1 408");
    }

    @Test
    void a_head_of_one_byte_now_and_then_ends_its_connection() {
        Connection head = opened.by(small).write("GET /v1/max HTTP/1.1\r\nX: ");
        trickle(head, "x");
        assertThat(readToEnd(head)).isEmpty();
    }

    @Test
    void a_body_that_is_announced_takes_no_room_from_those_that_come() {
        String body = "{\"After\": \"" + "x".repeat(4000) + "\", \"Limit\":" + " ".repeat(80_000) + "1}";
        for (int i = 0; i < 20; i++) opened.by(patient).write(LIAR);
        assertThat(patient.http().post("/v1/things/query", body).status()).isEqualTo(200);
    }

    @Test
    void large_bodies_beyond_their_room_are_refused_and_small_ones_taken() {
        Admission admission = patient.bean(Admission.class);
        Connection holder = opened.by(patient).write(LIAR + " ".repeat(70_000));
        Eventually.succeeds("a body is under way", AssertionError.class, () -> assertThat(admission.inTransit()).isGreaterThan(70_000));
        String body = "{\"Limit\":" + " ".repeat(70_000) + "1}";
        Answer refused = patient.http().post("/v1/things/query", body);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.content()).contains("larger bodies are under way");
        assertThat(patient.http().post("/v1/things/query", "{\"Limit\": 1}").status()).isEqualTo(200);
        holder.sendNoMore();
        assertThat(holder.read()).startsWith("HTTP/1.1 400");
        Eventually.succeeds("its room is free", AssertionError.class, () -> assertThat(admission.inTransit()).isZero());
        assertThat(patient.http().post("/v1/things/query", body).status()).isEqualTo(200);
    }

    @Test
    void an_answer_that_nobody_reads_is_given_up_and_keeps_nobody_from_theirs() throws Exception {
        int size = 20_000_000; // more than systems take in between
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("127.0.0.1", small.port()));
            socket.setSoTimeout(Math.toIntExact(Http.BOUND.toMillis()));
            socket.getOutputStream().write(("GET /v1/large?size=" + size + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H'); // it is being answered
            Answer refused = small.http().get("/v1/large?size=50000");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.content()).contains("smaller pages");
            assertThat(small.http().get("/v1/max").status()).isEqualTo(200);
            AtomicLong read = new AtomicLong();
            slow.scheduleAtFixedRate(() -> read.addAndGet(read(socket, 20_000)), 0, 50, TimeUnit.MILLISECONDS);
            Eventually.succeeds("it is given up", Duration.ofSeconds(20), AssertionError.class,
                    () -> assertThat(small.http().get("/v1/large?size=50000").status()).isEqualTo(200));
            slow.shutdown();
            assertThat(slow.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            for (int more = 1; more > 0; read.addAndGet(more)) more = read(socket, 1_000_000);
            assertThat(read.get()).isLessThan(size);
        }
    }

    /// @return how many bytes came; 0 at the end, however the connection ended
    private static int read(Socket socket, int most) {
        try {
            return Math.max(0, socket.getInputStream().read(new byte[most]));
        } catch (IOException reset) {
            return 0;
        }
    }

    @Test
    void silent_connections_and_unfinished_heads_give_way_to_others() {
        try (var tiny = RunningTinyService.start("server.tomcat.max-connections=48", "server.tomcat.accept-count=500", "admission.calls=4")) {
            Connection silent = opened.by(tiny);
            for (int i = 0; i < 60; i++) opened.by(tiny);
            assertThat(tiny.http().get("/health").status()).isEqualTo(200);
            assertThat(readToEnd(silent)).isEmpty();

            Connection oldest = opened.by(tiny).write("GET /v1/max HT");
            for (int i = 0; i < 8; i++) opened.by(tiny).write("GET /v1/max HT");
            assertThat(readToEnd(oldest)).isEmpty();
            assertThat(tiny.http().get("/v1/max").status()).isEqualTo(200);
        }
    }

    private static String readToEnd(Connection connection) {
        try {
            return connection.read();
        } catch (UncheckedIOException reset) {
            assertThat(reset).hasCauseInstanceOf(SocketException.class);
            return "";
        }
    }
}
