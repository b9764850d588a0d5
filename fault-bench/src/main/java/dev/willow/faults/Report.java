package dev.willow.faults;

import dev.willow.faults.check.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What came of a run.
///
/// @param recoveries by kind of fault, how long it took each time until all worked again, from when what was wrong was taken away
/// @param tally      what the crew did
/// @param leftOut    faults that this machine does not let us make, and why
public record Report(
        Settings settings, Map<String, List<Duration>> recoveries, Map<String, Integer> tally, Map<String, String> leftOut,
        List<Violation> violations) {
    private static final int SHOWN = 30;

    public boolean isFine() {
        return violations.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format("%n  %-32s %9s %16s %16s%n", "faults survived", "times", "median seconds", "worst seconds"));
        new TreeMap<>(recoveries).forEach((kind, times) -> text.append(String.format(
                Locale.ROOT, "  %-32s %9d %16.1f %16.1f%n", kind, times.size(), seconds(median(times)), seconds(worst(times)))));
        text.append(String.format("%n  %-48s %9s%n", "operations checked", "number"));
        new TreeMap<>(tally).forEach((what, number) -> text.append(String.format(Locale.ROOT, "  %-48s %,9d%n", what, number)));
        leftOut.forEach((what, why) -> text.append(String.format("%n  LEFT OUT: %s, because %s%n", what, why)));
        text.append(String.format("%n  %d violations%n", violations.size()));
        violations.stream().limit(SHOWN).forEach(violation -> text.append("  ").append(violation).append(System.lineSeparator()));
        if (!isFine()) text.append(String.format("%n  to be played again with -Dfaults.seed=%d -Dfaults.seconds=%d; logs in %s%n",
                settings.seed(), settings.faults().toSeconds(), settings.logs().toAbsolutePath()));
        return text.toString();
    }

    private static Duration median(List<Duration> times) {
        List<Duration> sorted = new ArrayList<>(times);
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }

    private static Duration worst(List<Duration> times) {
        return times.stream().max(Duration::compareTo).orElseThrow();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
