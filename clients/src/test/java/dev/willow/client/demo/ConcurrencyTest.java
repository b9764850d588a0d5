package dev.willow.client.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
    @Test
    void builds_that_overlap_count_together_and_builds_that_touch_do_not() {
        assertThat(Concurrency.atOnce(builds("a", 0, 10, 5, 15, 9, 20))).isEqualTo(3);
        assertThat(Concurrency.atOnce(builds("a", 0, 10, 10, 20, 20, 30))).isEqualTo(1);
        assertThat(Concurrency.atOnce(builds("a", 0, 100, 10, 20, 30, 40))).isEqualTo(2);
        assertThat(Concurrency.atOnce(List.of())).isZero();
    }

    @Test
    void the_clock_may_wrap_around() {
        assertThat(Concurrency.atOnce(builds("a", Long.MAX_VALUE - 5, Long.MIN_VALUE + 5, Long.MAX_VALUE - 1, Long.MIN_VALUE))).isEqualTo(2);
    }

    @Test
    void branches_are_counted_apart() {
        List<Build> builds = new ArrayList<>(builds("a", 0, 10));
        builds.addAll(builds("b", 5, 15, 6, 16));
        assertThat(Concurrency.ofBranches(builds)).containsEntry("a", 1).containsEntry("b", 2);
    }

    private static List<Build> builds(String branch, long... startsAndEnds) {
        List<Build> builds = new ArrayList<>();
        for (int i = 0; i < startsAndEnds.length; i += 2)
            builds.add(new Build(new Channel(branch, Os.LINUX), "i" + i, "c", startsAndEnds[i], startsAndEnds[i + 1], 0));
        return builds;
    }
}
