package dev.willow.hostile;

import dev.willow.hostile.judge.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What came of a run.
///
/// @param tallies   one for each service
/// @param inTheLogs what the services wrote that tells of a defect
public record Report(Settings settings, List<Tally> tallies, List<Violation> inTheLogs) {
    private static final int SHOWN_OF_EACH = 6;

    public List<Violation> violations() {
        List<Violation> all = new ArrayList<>(inTheLogs);
        tallies.forEach(each -> all.addAll(each.violations()));
        return all;
    }

    public boolean isFine() {
        return violations().isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("\n");
        tallies.forEach(each -> text.append(each.figures()));
        Map<String, List<Violation>> byPromise = new TreeMap<>();
        violations().forEach(each -> byPromise.computeIfAbsent(each.promise(), _ -> new ArrayList<>()).add(each));
        text.append("  %,d violations%n".formatted(violations().size()));
        byPromise.forEach((promise, all) -> {
            text.append("  %s: %,d%n".formatted(promise, all.size()));
            all.stream().limit(SHOWN_OF_EACH).forEach(each -> text.append("    ").append(each.what()).append(System.lineSeparator()));
        });
        if (!isFine())
            text.append("  to be played again with -Dhostile.seed=%d, one case alone with -Dhostile.case=; logs in %s%n"
                    .formatted(settings.seed(), settings.logs().toAbsolutePath()));
        return text.toString();
    }
}
