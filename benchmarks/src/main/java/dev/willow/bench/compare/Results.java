package dev.willow.bench.compare;

import dev.willow.bench.load.Figures;
import dev.willow.bench.results.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What one run of the comparison found, to be kept beside those of other days.
///
/// @param date           of the run
/// @param commit         of the version that was measured; `+` behind it if there was more than the commit
/// @param machine        processors and system
/// @param syncsPerSecond what the disk can do, see [Disk]
/// @param rows           of closed loops, in the order in which they were measured
/// @param atRate         of open loops
record Results(String date, String commit, String machine, double syncsPerSecond, List<Row> rows, List<Row> atRate) {
    /// @param rate turns due in a second; 0 in a closed loop
    record Row(String system, String configuration, double rate, Figures figures) {}

    static Results of(double syncsPerSecond, List<Row> rows, List<Row> atRate) throws IOException {
        var origin = Origin.here();
        return new Results(origin.date(), origin.commit(), origin.machine(), syncsPerSecond, rows, atRate);
    }

    /// @return the file
    Path write() throws IOException {
        return new Origin(date, commit, machine).keep("", this);
    }

    /// As tables for people, in Markdown.
    ///
    /// @param measure the system that all are compared with, at the same number of callers
    String tables(String measure) {
        var text = new StringBuilder("%s, %s, version %s. The disk does %,.0f syncs/s.%n%n".formatted(date, machine, commit, syncsPerSecond));
        text.append("| system | callers | cycles/s | times ").append(measure).append(" | p50 ms | p99 ms |\n|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            String ratio = ofMeasure(measure, row.figures.callers()) == 0 ? ""
                    : "%.2f".formatted(row.figures.perSecond() / ofMeasure(measure, row.figures.callers()));
            text.append(String.format(Locale.ROOT, "| %s, %s | %d | %,.0f | %s | %.2f | %.2f |%n", row.system, row.configuration,
                    row.figures.callers(), row.figures.perSecond(), ratio, row.figures.p50Millis(), row.figures.p99Millis()));
        }
        if (atRate.isEmpty()) return text.toString();
        text.append("\n| at a steady rate | due/s | done/s | p50 ms | p99 ms | longest ms |\n|---|---|---|---|---|---|\n");
        for (Row row : atRate)
            text.append(String.format(Locale.ROOT, "| %s, %s | %,.0f | %,.0f | %.2f | %.2f | %.1f |%n", row.system, row.configuration, row.rate,
                    row.figures.perSecond(), row.figures.p50Millis(), row.figures.p99Millis(), row.figures.maxMillis()));
        return text.toString();
    }

    private double ofMeasure(String measure, int callers) {
        return rows.stream().filter(row -> row.system.equals(measure) && row.figures.callers() == callers)
                .mapToDouble(row -> row.figures.perSecond()).findFirst().orElse(0);
    }
}
