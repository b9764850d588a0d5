package dev.willow.system;

import static dev.willow.system.Things.any;
import static dev.willow.system.Things.item;
import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.leased;
import static dev.willow.system.Things.limit;
import static dev.willow.system.Things.plus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.LimiterClient;
import dev.willow.client.NotGrantedException;
import dev.willow.client.RejectedException;
import dev.willow.client.UnavailableException;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.Lease;
import dev.willow.common.api.limiter.LeaseSummary;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The Limiter is killed after it has answered leases that their owner can tell of again. One place on each branch.
@Timeout(180)
class UnsettledLeasesTest {
    private static final KeyValues MAIN = keys("branch", "main");
    private static final CounterSpec REMOVAL = CounterSpec.of(MAIN, -1, Optional.of(new Lease("first", Duration.ZERO)));

    @Test
    void nobody_is_compared_with_limits_until_the_owner_has_compared_repaired_and_said_so(@TempDir Path data) throws Exception {
        try (Cluster cluster = Cluster.start(data, EnumSet.of(Service.LOCKER, Service.LIMITER))) {
            LimiterClient limiter = cluster.limiter();
            limiter.createRule(limit("builds", any("branch"), 1));
            LeaseSummary before = limiter.leaseDigest(Query.EVERYTHING);
            for (CounterSpec change : List.of(leased(MAIN, "first"), REMOVAL, leased(MAIN, "second")))
                assertThat(limiter.changeAllBacked(List.of(change))).allMatch(done -> done.problem().isEmpty());

            cluster.kill(Service.LIMITER);
            cluster.restart(Service.LIMITER);

            CounterSpec another = plus(MAIN, 1);
            assertThatThrownBy(() -> limiter.change(another, Duration.ZERO))
                    .isInstanceOf(UnavailableException.class).hasMessageContaining("until the queues have told theirs");
            assertThat(limiter.explain(another).asked()).allMatch(asked -> asked.verdict().equals("leases-unsettled"));
            assertThatThrownBy(() -> limiter.settle(before.run().orElseThrow()))
                    .as("compared with the process that was killed").isInstanceOf(RejectedException.class);
            LeaseSummary compared = limiter.leaseDigest(Query.EVERYTHING);
            limiter.changeAllBacked(List.of(REMOVAL, leased(MAIN, "second")));
            limiter.settle(compared.run().orElseThrow());
            assertThatThrownBy(() -> limiter.change(another, Duration.ZERO)).isInstanceOf(NotGrantedException.class);
        }
    }

    @Test
    void willow_settles_by_itself_and_what_was_pushed_holds_its_place(@TempDir Path data) throws Exception {
        try (Cluster cluster = Cluster.start(data)) {
            cluster.willow().createQueue(QueueSpec.of("builds", 2));
            for (String text : List.of("one", "two")) cluster.willow().enqueue("builds", item(MAIN, text, 0));

            cluster.kill(Service.LIMITER);
            cluster.restart(Service.LIMITER);

            Eventually.succeeds("Willow asks the Limiter again", UnavailableException.class, () -> requireFull(cluster));
            assertThat(cluster.limiter().counters(QueryRequest.EVERYTHING).things())
                    .singleElement().satisfies(counter -> assertThat(counter.state().leases()).hasSize(2));
        }
    }

    private static void requireFull(Cluster cluster) {
        try {
            cluster.willow().enqueue("builds", item(MAIN, "three", 0));
        } catch (NotGrantedException full) {
            return;
        }
        throw new AssertionError("there are more than MaxItems");
    }
}
