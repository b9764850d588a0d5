package dev.willow.limiter.http;

import static dev.willow.limiter.http.Bodies.ANY_BRANCH;
import static dev.willow.limiter.http.Bodies.MAIN;
import static dev.willow.limiter.http.Bodies.leased;
import static dev.willow.limiter.http.Bodies.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Many callers on one limit.
class RaceTest extends LimiterTest {
    private static final int CALLERS = 64;
    private static final int LIMIT = 5;
    private static final int TURNS_EACH = 20;

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger admitted = new AtomicInteger();

    @Test
    void never_more_are_inside_than_the_limit_and_nothing_is_left_over() throws Exception {
        http.post("/v1/limiter/rules", rule("builds", ANY_BRANCH, LIMIT));
        List<Callable<Void>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            String caller = "caller" + i;
            boolean waits = i % 2 == 0;
            callers.add(() -> takeTurns(caller, waits));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(callers, 2, TimeUnit.MINUTES)) done.get();
        }
        assertThat(most.get()).isEqualTo(LIMIT);
        assertThat(admitted.get()).isGreaterThanOrEqualTo(CALLERS / 2 * TURNS_EACH);
        assertThat(http.get("/v1/limiter/counters/query").body().isEmpty()).isTrue();
        assertThat(http.put("/v1/limiter/counters", leased(MAIN, LIMIT, "all")).status()).isEqualTo(200);
    }

    private Void takeTurns(String caller, boolean waits) {
        for (int turn = 0; turn < TURNS_EACH; turn++) {
            String lease = caller + "/" + turn;
            int status = http.put("/v1/limiter/counters?wait=" + (waits ? "1m" : "0"), leased(MAIN, 1, lease)).status();
            if (status == 200) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                admitted.incrementAndGet();
                http.get("/health"); // something takes a while
                inside.decrementAndGet();
                assertThat(http.put("/v1/limiter/counters", leased(MAIN, -1, lease)).status()).isEqualTo(200);
            } else {
                assertThat(status).isEqualTo(409);
                assertThat(waits).isFalse();
            }
        }
        return null;
    }
}
