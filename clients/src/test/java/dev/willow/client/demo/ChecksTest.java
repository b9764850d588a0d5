package dev.willow.client.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.demo.Aftermath.Left;
import dev.willow.client.demo.GitRepository.Branch;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.queue.Channel.State;
import dev.willow.common.api.queue.Explanation.Reason;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Each check is broken once, and names what broke it. The starting point is a run in which all hold.
class ChecksTest {
    private static final Rules RULES = new Rules("main");
    private static final List<Branch> BRANCHES = List.of(new Branch("main", "m9"), new Branch("side", "s9"));
    private static final Channel SIDE_MAC = new Channel("side", Os.MAC);

    private final List<Build> builds = new ArrayList<>(List.of(
            build("main", Os.LINUX, "m9", 0, 10),
            build("main", Os.WINDOWS, "m9", 0, 10),
            build("main", Os.MAC, "m9", 0, 10),
            build("side", Os.LINUX, "s1", 0, 10),
            build("side", Os.LINUX, "s9", 10, 20)));
    private final List<Left> left = new ArrayList<>(List.of(
            left(new Channel("side", Os.WINDOWS), Rules.OS_BUILDS), left(SIDE_MAC, Rules.OS_BUILDS)));
    private final List<Counter> counters = new ArrayList<>(List.of(
            enqueued("side", "windows", 1), enqueued("side", "mac", 1)));
    private int pushes = 27;

    @Test
    void a_run_as_it_should_be_breaks_nothing() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void two_builds_of_a_limited_branch_at_once() {
        builds.set(4, build("side", Os.LINUX, "s9", 9, 20));
        assertThat(broken()).containsExactly("FAIL  never two builds of one branch at a time, but for main: side had 2 at once");
    }

    @Test
    void a_mac_build_of_another_branch_than_main() {
        builds.add(build("side", Os.MAC, "s9", 30, 40));
        left.remove(1);
        counters.remove(1);
        assertThat(broken()).containsExactly("FAIL  windows and mac built main only: side on mac");
    }

    @Test
    void a_last_commit_that_was_never_built() {
        builds.set(2, build("main", Os.MAC, "m8", 0, 10));
        assertThat(broken()).containsExactly("FAIL  the last commit of each branch was built: main on mac");
    }

    @Test
    void a_push_that_nobody_can_account_for() {
        pushes++;
        assertThat(broken()).singleElement().asString()
                .contains("every push was built", "28 pushed, but 20 squashed + 5 built + 2 left = 27");
    }

    @Test
    void an_item_that_waits_though_nothing_forbids_it() {
        left.add(left(new Channel("side", Os.LINUX), "ready"));
        counters.add(enqueued("side", "linux", 1));
        pushes++;
        assertThat(broken()).containsExactly(
                "FAIL  nothing is left waiting but what \"limit os builds\" forbids: side on linux (ready)");
    }

    @Test
    void a_counter_of_a_build_that_is_over() {
        counters.add(counter(KeyValues.of("_willow_running", Value.text("true")), 1));
        assertThat(broken()).singleElement().asString().contains("no counter is left over", "_willow_running=true is at 1");
    }

    @Test
    void a_counter_of_waiting_items_that_disagrees_with_the_queue_or_is_missing() {
        counters.set(0, enqueued("side", "windows", 2));
        counters.remove(1);
        assertThat(broken()).singleElement().asString()
                .contains("is at 2, against the items that wait", "the waiting item of side on mac is not counted");
    }

    private List<String> broken() {
        Ledger ledger = new Ledger(Map.of());
        ledger.pushed(pushes, 20);
        ledger.pushedAll(Duration.ofSeconds(1));
        for (Build build : builds) ledger.ended(build, true);
        return Checks.of(BRANCHES, RULES, ledger, new Aftermath(left, counters)).stream()
                .filter(check -> !check.holds()).map(Check::toString).toList();
    }

    private static Build build(String branch, Os os, String commit, long start, long end) {
        return new Build(new Channel(branch, os), branch + os + commit, commit, start, end, 0);
    }

    private static Left left(Channel channel, String rule) {
        Reason reason = new Reason("limit-zero", "", Optional.empty(), Optional.of(rule), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), List.of());
        return new Left(channel, new State("c", 1, 0), reason);
    }

    private static Counter enqueued(String branch, String os, long number) {
        return counter(KeyValues.of(Map.of("_willow_enqueued", Value.text("true"), "_willow_queue_name", Value.text("q"),
                "_willow_repo_name", Value.text("r"), "_willow_branch_name", Value.text(branch), "_willow_os", Value.text(os))), number);
    }

    private static Counter counter(KeyValues keys, long number) {
        return new Counter(CounterSpec.of(keys, number, Optional.empty()), new Counter.State("c", List.of()));
    }
}
