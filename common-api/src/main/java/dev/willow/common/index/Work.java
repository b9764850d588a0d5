package dev.willow.common.index;

/// Counts what look-ups cost, independent of the machine: tree nodes visited, entries walked, things tested, bitmaps
/// combined. Tests hold it down, so that no look-up quietly turns into a walk over everything.
final class Work {
    private long steps;

    void step() {
        steps++;
    }

    long steps() {
        return steps;
    }
}
