package dev.willow.client.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The table at the end.
final class Report {
    private static final int ROWS = 20;
    private static final String LINE = "  %-44s %12s%n";

    private final StringBuilder text = new StringBuilder();

    private Report() {}

    static String of(Rules rules, Ledger ledger, Aftermath aftermath, Duration took) {
        Report report = new Report();
        report.totals(rules, ledger, aftermath, took);
        report.builds(ledger.builds());
        return report.text.toString();
    }

    private void totals(Rules rules, Ledger ledger, Aftermath aftermath, Duration took) {
        List<Build> builds = ledger.builds();
        Map<String, Integer> atOnce = Concurrency.ofBranches(builds);
        int others = atOnce.entrySet().stream()
                .filter(it -> !rules.isMain(it.getKey())).mapToInt(Map.Entry::getValue).max().orElse(0);
        line("pushes", number(ledger.pushes()));
        line("pushes per second", number(Math.round(ledger.pushesPerSecond())));
        line("pushes squashed into a newer commit", number(ledger.replaced()));
        line("builds run", number(builds.size()));
        line("  of which failed", number(builds.stream().filter(build -> !build.passed()).count()));
        line("most builds at once, " + rules.mainBranch(), number(atOnce.getOrDefault(rules.mainBranch(), 0)));
        line("most builds at once, any other branch", number(others));
        line("items left waiting", number(aftermath.itemsLeft()));
        Map<String, Long> byRule = aftermath.left().stream().collect(Collectors.groupingBy(
                Aftermath.Left::rule, TreeMap::new, Collectors.summingLong(left -> left.state().waiting())));
        byRule.forEach((rule, items) -> line("  because of \"" + rule + "\"", number(items)));
        line("seconds", String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0));
    }

    private void builds(List<Build> builds) {
        Map<String, Map<Os, Integer>> byBranch = new TreeMap<>();
        for (Build build : builds)
            byBranch.computeIfAbsent(build.channel().branch(), it -> new EnumMap<>(Os.class)).merge(build.channel().os(), 1, Integer::sum);
        text.append(String.format("%n  %-44s", "builds of branch"));
        for (Os os : Os.values()) text.append(String.format("%9s", os.label()));
        text.append(String.format("%n"));
        List<Map.Entry<String, Map<Os, Integer>>> rows = new ArrayList<>(byBranch.entrySet());
        rows.stream().limit(ROWS).forEach(row -> row(row.getKey(), row.getValue()));
        if (rows.size() > ROWS) text.append(String.format("  and %d more branches%n", rows.size() - ROWS));
        Map<Os, Integer> sum = new EnumMap<>(Os.class);
        for (Build build : builds) sum.merge(build.channel().os(), 1, Integer::sum);
        row("all", sum);
    }

    private void row(String name, Map<Os, Integer> numbers) {
        text.append(String.format("  %-44s", name.length() > 44 ? name.substring(0, 43) + "…" : name));
        for (Os os : Os.values()) text.append(String.format("%9s", number(numbers.getOrDefault(os, 0))));
        text.append(String.format("%n"));
    }

    private void line(String what, String number) {
        text.append(String.format(LINE, what, number));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
