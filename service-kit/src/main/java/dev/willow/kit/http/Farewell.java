package dev.willow.kit.http;

import dev.willow.common.problem.Problem;
import dev.willow.kit.admission.Stay;
import dev.willow.kit.waiting.Connection;
import dev.willow.kit.waiting.ConnectionValve;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Refuses a request whose body is not wanted. The connection ends with the answer. If it ended at once, under a client that still sends, that
/// one would see a broken connection instead of the reason; so a little more is read and thrown away, for a moment.
final class Farewell {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final int MOST = 2 << 20;

    private final ProblemWriter problems;
    private final Semaphore places;

    /// @param places how many may be read on at a time; the others end at once
    Farewell(ProblemWriter problems, Semaphore places) {
        this.problems = problems;
        this.places = places;
    }

    void say(HttpServletRequest request, HttpServletResponse response, Problem refusal) throws IOException {
        AdmissionFilter.stayOf(request).ifPresent(Stay::close);
        response.setHeader("Connection", "close");
        problems.write(request, response, refusal);
        if (!Bodies.hasBody(request)) return;
        response.flushBuffer();
        Connection connection = ConnectionValve.of(request);
        try {
            if (connection.hurry(SILENCE)) readOn(connection);
        } finally {
            connection.readNoMore();
        }
    }

    private void readOn(Connection connection) {
        if (!places.tryAcquire()) return;
        try {
            long begun = System.nanoTime();
            int read = 0;
            while (read < MOST && System.nanoTime() - begun < MOMENT.toNanos()) {
                int more = connection.throwAway();
                if (more < 0) return;
                read += more;
            }
        } catch (IOException silentOrGone) {
            // then it does not matter any more
        } finally {
            places.release();
        }
    }
}
