package dev.willow.system;

import static dev.willow.system.Things.ack;
import static dev.willow.system.Things.any;
import static dev.willow.system.Things.from;
import static dev.willow.system.Things.item;
import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.leased;
import static dev.willow.system.Things.limit;
import static dev.willow.system.Things.plus;
import static dev.willow.system.Things.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.Explanation;
import dev.willow.common.api.queue.Explanation.Holder;
import dev.willow.common.api.queue.Explanation.Reason;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.values.KeyValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// "Why is my build not starting" and "why does this runner get nothing", asked of a Willow with a real Limiter and Locker.
@Timeout(180)
class ExplainTest {
    private static final KeyValues BUILD = keys("repo", "willow", "branch", "main");
    private static final ExplainRequest WHY_NO_BUILD =
            new ExplainRequest(Optional.of(BUILD), Optional.empty(), Optional.empty(), List.of(), List.of());
    private static final ExplainRequest WHY_NOTHING =
            new ExplainRequest(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

    @TempDir
    static Path data;

    @AutoClose
    private static Cluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.start(data);
    }

    @Test
    void a_build_that_waits_is_told_of_a_paused_rule_and_of_who_has_the_places_and_starts_when_what_it_is_told_is_done() {
        cluster.willow().createQueue(QueueSpec.of("builds", -1));
        cluster.willow().createQueue(QueueSpec.of("deploys", -1));
        cluster.limiter().createRule(limit("three per repo", any("repo"), 3));
        cluster.limiter().createRule(limit("branches", any("branch"), -1));
        cluster.limiter().changeRule("branches", new LimitUpdate(Optional.empty(), Optional.of(true)));
        cluster.willow().enqueue("deploys", item(keys("repo", "willow", "target", "prod"), "deploy", 0));
        Item deploy = cluster.willow().withRequestId("deployer-1")
                .dequeue("deploys", from("target", "prod"), Duration.ZERO).orElseThrow();
        cluster.limiter().change(plus(keys("repo", "willow"), 1), Duration.ZERO);
        cluster.limiter().change(leased(keys("repo", "willow", "by", "hand"), "reserved"), Duration.ZERO);
        cluster.willow().enqueue("builds", item(BUILD, "build", 0));
        assertThat(cluster.willow().dequeue("builds", from("repo", "willow"), Duration.ZERO)).isEmpty();

        for (ExplainRequest question : List.of(WHY_NO_BUILD, WHY_NOTHING)) {
            Explanation why = cluster.willow().explain("builds", question);
            assertThat(why.waiting()).isEqualTo(1);
            assertThat(why.reasons()).extracting(Reason::code).containsExactly("rule-paused", "limit-reached", "no-consumer-waiting");
            assertThat(why.reasons().getFirst().rule()).contains("branches");
            assertThat(why.reasons().getFirst().change()).contains("the rule \"branches\" would have to be resumed");
            assertNamesTheDeploy(why.reasons().get(1), deploy);
        }
        assertThat(cluster.willow().explain("builds", WHY_NOTHING).wouldBeServed()).contains(false);

        cluster.limiter().changeRule("branches", new LimitUpdate(Optional.empty(), Optional.of(false)));
        cluster.willow().ack("deploys", ack(deploy, true));
        Explanation now = cluster.willow().explain("builds", WHY_NOTHING);
        assertThat(now.reasons()).extracting(Reason::code).containsExactly("no-consumer-waiting", "ready");
        assertThat(now.wouldBeServed()).contains(true);
        Item build = cluster.willow().dequeue("builds", from("repo", "willow"), Cluster.PATIENCE).orElseThrow();
        assertThat(textOf(build)).isEqualTo("build");
    }

    private static void assertNamesTheDeploy(Reason reached, Item deploy) {
        assertThat(reached.rule()).contains("three per repo");
        assertThat(reached.group()).contains(keys("repo", "willow"));
        assertThat(reached.limit()).contains(3L);
        assertThat(reached.count()).contains(3L);
        assertThat(reached.items()).containsExactly(deploy.state().id());
        assertThat(reached.unnamed()).as("what was added without a lease").contains(1L);
        assertThat(reached.change().orElseThrow()).startsWith("1 of the group would have to be given back");
        assertThat(reached.holders()).extracting(Holder::lease).first().isEqualTo("reserved");
        Holder holder = reached.holders().getLast();
        assertThat(holder.itemId()).contains(deploy.state().id());
        assertThat(holder.queue()).contains("deploys");
        assertThat(holder.keyValues()).contains(keys("repo", "willow", "target", "prod"));
        assertThat(holder.consumer().orElseThrow().requestId()).isEqualTo("deployer-1");
    }
}
