package dev.willow.bench.growth;

import dev.willow.bench.load.Figures;
import java.util.List;

/// What a run of [Growth] found.
///
/// @param atTheEnd a cycle of eight callers once more, behind all others: what the machine, and all that is there by then, did to the run
record Grown(String date, String commit, String machine, String durability, Point atTheEnd, List<Dimension> dimensions) {

    /// Something that there is more of from point to point.
    ///
    /// @param name  of the picture's file
    /// @param title above the picture
    /// @param axis  what is counted
    record Dimension(String name, String title, String axis, List<Series> series) {}

    record Series(String name, List<Point> points) {}

    /// @param amount          of what the dimension counts
    /// @param processorMicros that the three services took for a cycle
    record Point(long amount, Figures figures, double processorMicros) {
        @Override
        public String toString() {
            return String.format("%,9d: %s  %,7.0f us of the services' processor time each", amount, figures, processorMicros);
        }
    }
}
