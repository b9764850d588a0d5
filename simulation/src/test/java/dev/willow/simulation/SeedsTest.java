package dev.willow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.simulation.service.Defect;
import dev.willow.simulation.time.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Whatever happens to the services, they keep their promises. Each build plays other seeds; a seed that breaks a promise is played
/// again by `-Dwillow.seed=`.
class SeedsTest {
    private static final int SEEDS = 2_000;

    @Test
    void promises_are_kept_whatever_happens() {
        long from = Long.getLong("willow.seed", System.nanoTime());
        List<String> broken = new ArrayList<>();
        AtomicLong steps = new AtomicLong();
        Seeds.play(from, Long.getLong("willow.seed") == null ? SEEDS : 1, Defect.NONE, result -> {
            steps.addAndGet(result.steps());
            result.violation().ifPresent(violation ->
                    broken.add("to be replayed with -Dwillow.seed=" + result.seed() + ": " + violation.getMessage()));
            return broken.isEmpty();
        });
        assertThat(broken).isEmpty();
        System.out.println("SeedsTest: " + steps + " steps from seed " + from + " on");
    }

    @Test
    void a_seed_is_played_alike_each_time() {
        for (long seed = 1; seed <= 20; seed++) {
            Run.Result once = Run.of(seed, Defect.NONE, Trace.unread());
            assertThat(Run.of(seed, Defect.NONE, Trace.unread())).as("seed " + seed).isEqualTo(once);
        }
    }

    /// Otherwise promises would be kept only because nothing happened.
    @Test
    void everything_that_may_happen_does() {
        List<String> missing = new ArrayList<>(List.of(
                "locker crashes", "limiter crashes", "willow crashes", "restores a snapshot", "locker-snapshot", "limiter-snapshot",
                "willow-snapshot", "entry refused", "leads again", "timed out", " reset", "hung up", "hangs up", "asks again", " dies",
                "enqueue: Accepted", "enqueue: Refused", "dequeue: HandedOut", "dequeue: NothingToHandOut", "heartbeat: Kept",
                "heartbeat: Refused", "ack: Acked", "ack: Refused", "delete channel: ChannelsDeleted", "acquire: Granted", "acquire: Withdrawn",
                "keep lock: LockKept", "keep lock: Refused", "release: Released", "add: Counted", "add: Refused", "add: Withdrawn",
                "keep lease: HeartbeatTaken", "change rules: RuleStands", "change rules: OverrideStands", "change rules: OverrideDeleted",
                "lock group", "unlock group", "watch session", "list leases", "listen for room"));
        Trace trace = Trace.readBy(line -> missing.removeIf(line::contains));
        for (long seed = 1; seed <= 200 && !missing.isEmpty(); seed++) Run.of(seed, Defect.NONE, trace);
        assertThat(missing).isEmpty();
    }

    @Test
    void other_seeds_are_played_otherwise() {
        List<Long> hashes = new ArrayList<>();
        for (long seed = 1; seed <= 20; seed++) hashes.add(Run.of(seed, Defect.NONE, Trace.unread()).hash());
        assertThat(hashes).doesNotHaveDuplicates();
    }
}
