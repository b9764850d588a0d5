package dev.willow.faults.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.process.PreparedServices;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Far more than a service with a heap of 256 MiB can do: it says so, forgets nothing, and is as before when the crowd has gone.
@Timeout(600)
class OverloadTest {
    /// A promise, not a speed: a service that answers nobody would take all the patience that there is.
    private static final int HEALTH_WITHIN_MILLIS = 20_000;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(25);

    @BeforeAll
    static void prepare() throws Exception {
        PreparedServices.prepare(Path.of(".."));
    }

    @Test
    void whatever_comes_is_done_or_refused_for_now_and_soon_all_is_as_before(@TempDir Path data) throws Exception {
        holds(Plan.OF_A_BUILD, data);
    }

    @Test
    @EnabledIfSystemProperty(named = "overload", matches = "true", disabledReason = "the same for longer; -Doverload=true runs it")
    void and_however_long_it_comes(@TempDir Path data) throws Exception {
        holds(Plan.OF_A_BUILD.lasting(LONG), data);
    }

    /// On a machine that has next to no time for the services, nothing is soon: as soon as a caller gets a few things done without any crowd.
    private static Duration soon(Outcome outcome) {
        return outcome.ordinary().compareTo(SOON) > 0 ? outcome.ordinary() : SOON;
    }

    private static void holds(Plan plan, Path data) throws Exception {
        Outcome outcome = new Overload(plan).run(data);
        System.out.println(outcome);

        assertThat(outcome.allLive()).as("no service ended").isTrue();
        assertThat(outcome.lost()).as("answered with 2xx, and gone").isEmpty();
        assertThat(outcome.mostAtATime()).as("limited items at a time").isBetween(1, Calls.LIMIT);
        assertThat(outcome.recovery()).as("until all is as before").isLessThan(soon(outcome));

        assertThat(outcome.callers().statuses()).as("callers").contains(201).isSubsetOf(201, 429, 503);
        assertThat(outcome.waiters().statuses()).as("callers that wait").contains(429).isSubsetOf(429, 503);
        assertThat(outcome.workers().statuses()).as("workers").isSubsetOf(200, 204, 404, 429, 503);
        assertThat(outcome.largest().statuses()).as("bodies of just the limit").isSubsetOf(201, 408, 503);
        assertThat(outcome.tooLarge().statuses()).as("bodies over the limit").contains(413).isSubsetOf(408, 413, 503);
        assertThat(outcome.slowSenders().statuses()).as("senders of a byte a second").isSubsetOf(408, 503);
        assertThat(outcome.slowSenders().all()).as("slow senders that were parted with").isPositive();

        assertThat(outcome.health().statuses()).as("/health").containsExactly(200);
        assertThat(outcome.health().count(Tally.NO_ANSWER)).as("connections to /health that ended").isZero();
        assertThat(outcome.health().millis(1)).as("longest answer to /health").isLessThan(HEALTH_WITHIN_MILLIS);

        assertThat(outcome.heapAmid()).as("MiB of heap with the crowd there").isLessThan(outcome.heapMost() * 9 / 10);
        assertThat(outcome.heapAfter()).as("MiB of heap when it had gone").isLessThan(outcome.heapMost() / 2);
    }
}
