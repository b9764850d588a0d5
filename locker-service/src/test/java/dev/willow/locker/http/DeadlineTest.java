package dev.willow.locker.http;

import static dev.willow.locker.http.Answers.lockId;
import static dev.willow.locker.http.Answers.sessionId;
import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who comes at the very end of a session's time: what they hear, and whether somebody else can have the lock right after
/// that. With a synced log, so that what ends a session is on its way to the disk when the call for it comes in.
class DeadlineTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String TABLE = """
            -1 ns | heartbeat         | 200 | 409
            -1 ns | session heartbeat | 200 | 409
            -1 ns | release           | 204 | 200
            -1 ns | close             | 204 | 200
             0 ns | heartbeat         | 404 | 200
             0 ns | session heartbeat | 404 | 200
             0 ns | release           | 404 | 200
             0 ns | close             | 404 | 200
            +1 ns | heartbeat         | 404 | 200
            +1 ns | session heartbeat | 404 | 200
            +1 ns | release           | 404 | 200
            +1 ns | close             | 404 | 200
            """;

    /// @param at     from the deadline, in nanoseconds
    /// @param answer to the call
    /// @param next   what somebody else is answered who then asks for the lock without waiting
    private record Row(int at, String call, int answer, int next) {
        static Row of(String line) {
            String[] cells = line.strip().split("\\s*\\|\\s*");
            return new Row(Integer.parseInt(cells[0].replace(" ns", "")), cells[1], Integer.parseInt(cells[2]), Integer.parseInt(cells[3]));
        }
    }

    private record Held(Row row, Answer lock) {}

    @Test
    void the_deadline_is_sharp(@TempDir Path directory) {
        try (RunningLocker locker = RunningLocker.at(directory)) {
            assertThat(played(locker, held(locker))).isEqualTo(rows());
        }
    }

    @Test
    void a_restart_in_time_moves_the_deadline_by_a_full_time_out(@TempDir Path directory) {
        List<Held> held;
        try (RunningLocker locker = RunningLocker.at(directory)) {
            held = held(locker);
            locker.advance(TIMEOUT.minusNanos(1));
            locker.http().get("/v1/locks");
        }
        try (RunningLocker locker = RunningLocker.at(directory)) {
            assertThat(played(locker, held)).isEqualTo(rows());
        }
    }

    @Test
    void a_restart_at_the_deadline_undoes_nothing_that_was_said(@TempDir Path directory) {
        List<Held> held;
        try (RunningLocker locker = RunningLocker.at(directory)) {
            held = held(locker);
            locker.advance(TIMEOUT);
            assertThat(held.stream().map(each -> call(locker.http(), each))).containsOnly(404);
        }
        try (RunningLocker locker = RunningLocker.at(directory)) {
            assertThat(held.stream().map(each -> call(locker.http(), each))).containsOnly(404);
        }
    }

    private static List<Row> rows() {
        return TABLE.lines().map(Row::of).toList();
    }

    /// One session with one lock for each row, all taken at one instant.
    private static List<Held> held(RunningLocker locker) {
        List<Held> held = new ArrayList<>();
        for (Row row : rows()) {
            String id = locker.http().post("/v1/sessions", "{\"Timeout\": \"5s\"}").text("/SessionID");
            String name = "\"branch\": \"" + held.size() + "\"";
            held.add(new Held(row, locker.http().post("/v1/locks", lock(name, "\"SessionID\": \"" + id + "\""))));
        }
        return held;
    }

    /// @return the rows with the answers that came
    private static List<Row> played(RunningLocker locker, List<Held> held) {
        List<Row> played = new ArrayList<>();
        locker.advance(TIMEOUT.minusNanos(2));
        for (int at = -1; at <= 1; at++) {
            locker.advance(Duration.ofNanos(1));
            for (int i = 0; i < held.size(); i++) {
                Row row = held.get(i).row;
                if (row.at != at) continue;
                int answer = call(locker.http(), held.get(i));
                played.add(new Row(at, row.call, answer, locker.http().post("/v1/locks?wait=0", lock("" + i)).status()));
            }
        }
        return played;
    }

    private static int call(Http http, Held held) {
        String byLock = "/v1/locks/" + lockId(held.lock);
        String bySession = "/v1/sessions/" + sessionId(held.lock);
        String body = session(sessionId(held.lock));
        return switch (held.row.call) {
            case "heartbeat" -> http.post(byLock + "/heartbeat", body).status();
            case "session heartbeat" -> http.post(bySession + "/heartbeat", null).status();
            case "release" -> http.delete(byLock, body).status();
            case "close" -> http.delete(bySession, null).status();
            default -> throw new IllegalArgumentException(held.row.call);
        };
    }
}
