package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.kit.app.RunningTinyService;
import dev.willow.kit.app.Turns.Turn;
import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// Callers that wait, over real connections.
class WaitingTest {
    /// Looked at every 200 ms; this machine may be slow.
    private static final Duration SOON = Duration.ofSeconds(5);

    @AutoClose
    private static final RunningTinyService service = RunningTinyService.start();

    private static final Http http = service.http();

    @Test
    void a_caller_is_answered_when_its_turn_comes() throws Exception {
        try (Connection caller = http.connect()) {
            caller.write(wait(""));
            service.turns().next().answer().complete("yours");
            assertThat(caller.read()).startsWith("HTTP/1.1 200").endsWith("{\"Answer\":\"yours\"}");
        }
    }

    @Test
    void a_caller_whose_patience_runs_out_is_told_so_and_forgotten() throws Exception {
        try (Connection caller = http.connect()) {
            caller.write(wait("?wait=10ms"));
            Turn turn = service.turns().next();
            get(turn.gaveUp());
            turn.answer().cancel(false); // what the engine does when it let go
            assertThat(caller.read()).startsWith("HTTP/1.1 204");
        }
    }

    @Test
    void a_turn_that_comes_as_patience_runs_out_is_not_lost() throws Exception {
        try (Connection caller = http.connect()) {
            caller.write(wait("?wait=0"));
            Turn turn = service.turns().next();
            get(turn.gaveUp());
            turn.answer().complete("just in time");
            assertThat(caller.read()).endsWith("{\"Answer\":\"just in time\"}");
            assertThat(turn.undone()).isNotDone();
        }
    }

    @Test
    void a_caller_that_hangs_up_is_noticed_and_forgotten() throws Exception {
        Connection caller = http.connect();
        caller.write(wait(""));
        Turn turn = service.turns().next();
        caller.close();
        Assertions.assertTimeoutPreemptively(SOON, () -> get(turn.gaveUp()));
    }

    @Test
    void a_caller_whose_connection_breaks_is_noticed_too() throws Exception {
        Connection caller = http.connect();
        caller.write(wait(""));
        Turn turn = service.turns().next();
        caller.reset();
        Assertions.assertTimeoutPreemptively(SOON, () -> get(turn.gaveUp()));
    }

    @Test
    void a_caller_that_hangs_up_with_a_body_sent_in_chunks_is_noticed() throws Exception {
        Connection caller = http.connect();
        caller.write("POST /v1/turns HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
        Turn turn = service.turns().next();
        caller.close();
        Assertions.assertTimeoutPreemptively(SOON, () -> get(turn.gaveUp()));
    }

    @Test
    void what_is_granted_to_a_caller_that_is_gone_is_taken_back() throws Exception {
        Connection caller = http.connect();
        caller.write(wait(""));
        Turn turn = service.turns().next();
        caller.close();
        get(turn.gaveUp());
        turn.answer().complete("too late");
        assertThat(get(turn.undone())).isEqualTo("too late");
    }

    @Test
    void what_is_granted_in_the_moment_of_hanging_up_is_taken_back() throws Exception {
        for (int round = 0; round < 20; round++) {
            Connection caller = http.connect();
            caller.write(wait(""));
            Turn turn = service.turns().next();
            caller.close();
            turn.answer().complete("nobody there");
            assertThat(get(turn.undone())).isEqualTo("nobody there");
        }
    }

    @Test
    void what_was_granted_but_cannot_be_sent_any_more_is_taken_back() throws Exception {
        CompletableFuture<Void> maySend = new CompletableFuture<>();
        service.turns().maySend = maySend;
        try {
            Connection caller = http.connect();
            caller.write(wait(""));
            Turn turn = service.turns().next();
            turn.answer().complete("for you");
            get(turn.looked()); // it was still there
            caller.reset();
            maySend.complete(null);
            assertThat(get(turn.undone())).isEqualTo("for you");
        } finally {
            service.turns().maySend = CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void with_an_idempotency_key_the_caller_may_come_back_for_what_it_was_granted() throws Exception {
        Connection caller = http.connect();
        caller.write(wait("").replace("Host: x\r\n", "Host: x\r\nIdempotency-Key: k\r\n"));
        Turn turn = service.turns().next();
        caller.close();
        get(turn.gaveUp());
        turn.answer().complete("kept");
        Assertions.assertThrows(TimeoutException.class, () -> turn.undone().get(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void a_connection_stays_usable_after_it_was_watched() throws Exception {
        try (Connection caller = http.connect()) {
            for (int round = 0; round < 3; round++) {
                caller.write(wait(""));
                Turn turn = service.turns().next();
                Assertions.assertThrows(TimeoutException.class, () -> turn.gaveUp().get(700, TimeUnit.MILLISECONDS));
                turn.answer().complete("round " + round);
                assertThat(caller.read()).endsWith("{\"Answer\":\"round " + round + "\"}");
            }
        }
    }

    @Test
    void the_next_request_sent_ahead_is_not_taken_for_hanging_up_and_not_lost() throws Exception {
        try (Connection caller = http.connect()) {
            caller.write(wait(""));
            Turn first = service.turns().next();
            caller.write(wait(""));
            Assertions.assertThrows(TimeoutException.class, () -> first.gaveUp().get(700, TimeUnit.MILLISECONDS));
            first.answer().complete("first");
            assertThat(caller.read()).endsWith("{\"Answer\":\"first\"}");
            service.turns().next().answer().complete("second");
            assertThat(caller.read()).endsWith("{\"Answer\":\"second\"}");
        }
    }

    @Test
    void two_requests_sent_in_one_piece_are_both_answered() throws Exception {
        try (Connection caller = http.connect()) {
            caller.write(wait("") + wait(""));
            Turn first = service.turns().next();
            Assertions.assertThrows(TimeoutException.class, () -> first.gaveUp().get(700, TimeUnit.MILLISECONDS));
            first.answer().complete("first");
            assertThat(caller.read()).endsWith("{\"Answer\":\"first\"}");
            service.turns().next().answer().complete("second");
            assertThat(caller.read()).endsWith("{\"Answer\":\"second\"}");
        }
    }

    @Test
    void a_caller_that_sent_its_next_request_in_the_same_piece_and_hung_up_is_noticed() throws Exception {
        Connection caller = http.connect();
        caller.write(wait("") + wait(""));
        Turn turn = service.turns().next();
        caller.close();
        Assertions.assertTimeoutPreemptively(SOON, () -> get(turn.gaveUp()));
    }

    @Test
    void a_caller_that_sent_its_next_requests_later_and_hung_up_is_noticed() throws Exception {
        Connection caller = service.http().connect();
        caller.write(wait(""));
        Turn turn = service.turns().next();
        caller.write(wait(""));
        Assertions.assertThrows(TimeoutException.class, () -> turn.gaveUp().get(700, TimeUnit.MILLISECONDS));
        caller.write(wait(""));
        caller.close();
        Assertions.assertTimeoutPreemptively(SOON, () -> get(turn.gaveUp()));
    }

    @Test
    void requests_sent_ahead_bit_by_bit_are_all_answered_in_turn() throws Exception {
        try (Connection caller = service.http().connect()) {
            caller.write(wait(""));
            Turn first = service.turns().next();
            String ahead = wait("").repeat(60); // more than is looked through
            for (int from = 0; from < ahead.length(); from += 997) {
                caller.write(ahead.substring(from, Math.min(ahead.length(), from + 997)));
                Assertions.assertThrows(TimeoutException.class, () -> first.gaveUp().get(250, TimeUnit.MILLISECONDS));
            }
            first.answer().complete("0");
            assertThat(caller.read()).endsWith("{\"Answer\":\"0\"}");
            for (int i = 1; i <= 60; i++) {
                service.turns().next().answer().complete("" + i);
                assertThat(caller.read()).endsWith("{\"Answer\":\"" + i + "\"}");
            }
        }
    }

    @Test
    void many_wait_at_once_and_each_that_leaves_is_noticed() throws Exception {
        List<Connection> callers = new ArrayList<>();
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Connection caller = http.connect();
            caller.write(wait(""));
            callers.add(caller);
            turns.add(service.turns().next());
        }
        for (int i = 0; i < 250; i++) callers.get(i).close();
        for (int i = 0; i < 250; i++) get(turns.get(i).gaveUp());
        for (int i = 250; i < 500; i++) {
            assertThat(turns.get(i).gaveUp()).isNotDone();
            turns.get(i).answer().complete("x");
            assertThat(callers.get(i).read()).startsWith("HTTP/1.1 200");
            callers.get(i).close();
        }
    }

    @Test
    void when_the_service_stops_waiting_callers_are_sent_away_with_503() throws Exception {
        try (RunningTinyService stopped = RunningTinyService.start(); Connection caller = stopped.http().connect()) {
            caller.write(wait(""));
            Turn turn = stopped.turns().next();
            Thread stopping = Thread.ofPlatform().start(stopped::stop);
            assertThat(caller.read()).startsWith("HTTP/1.1 503").contains("Retry-After: 1").contains("the service is stopping");
            get(turn.gaveUp());
            stopping.join(Duration.ofSeconds(20));
            assertThat(stopping.isAlive()).isFalse();
        }
    }

    private static String wait(String parameters) {
        return "POST /v1/turns" + parameters + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    }

    private static <T> T get(java.util.concurrent.Future<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }
}
