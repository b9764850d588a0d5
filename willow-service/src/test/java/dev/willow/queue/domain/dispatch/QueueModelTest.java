package dev.willow.queue.domain.dispatch;

import dev.willow.testing.random.Seeds;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays the machine against a log, a Limiter, its news and its callers, where every message takes as long as chance wants: answers
/// come late, refuse or are lost, the Limiter goes away, the process crashes. A failure names its seed.
class QueueModelTest {
    private static final int SEEDS = 150;

    static LongStream seeds() {
        long first = Seeds.announcedFor(QueueModelTest.class);
        return LongStream.range(first, first + Integer.getInteger("willow.seeds", SEEDS));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothing_is_lost_doubled_or_left_asleep_whatever_comes_late_or_never(long seed) {
        try {
            new RandomPlay(seed).run();
        } catch (Throwable failure) {
            throw new AssertionError("repeat with -Dwillow.seed=" + seed + " -Dwillow.seeds=1", failure);
        }
    }
}
