package dev.willow.client.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many builds ran at the same time, found by sweeping over their starts and ends.
final class Concurrency {
    private record Step(long nanos, int change) {}

    private Concurrency() {}

    /// The most builds that ran at once, for each branch that had any.
    static Map<String, Integer> ofBranches(List<Build> builds) {
        Map<String, List<Build>> byBranch = new TreeMap<>();
        for (Build build : builds) byBranch.computeIfAbsent(build.channel().branch(), it -> new ArrayList<>()).add(build);
        Map<String, Integer> most = new TreeMap<>();
        byBranch.forEach((branch, ofBranch) -> most.put(branch, atOnce(ofBranch)));
        return most;
    }

    static int atOnce(List<Build> builds) {
        long origin = builds.isEmpty() ? 0 : builds.getFirst().startNanos(); // nanoTime may wrap around
        List<Step> steps = new ArrayList<>();
        for (Build build : builds) {
            steps.add(new Step(build.startNanos() - origin, 1));
            steps.add(new Step(build.endNanos() - origin, -1));
        }
        // Where one ends in the very nanosecond in which another starts, they did not overlap.
        steps.sort(Comparator.comparingLong(Step::nanos).thenComparingInt(Step::change));
        int now = 0;
        int most = 0;
        for (Step step : steps) {
            now += step.change();
            most = Math.max(most, now);
        }
        return most;
    }
}
