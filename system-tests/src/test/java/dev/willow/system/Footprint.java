package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a process takes of its machine, as Linux counts it.
///
/// @param threads of the system; virtual threads are none
/// @param files   open ones, sockets included
record Footprint(long threads, long files) {
    /// Pools that grow to their size, and the connections of the calls under way.
    private static final int SOME = 30;

    static Footprint of(RunningProcess process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        return new Footprint(count(proc.resolve("task")), count(proc.resolve("fd")));
    }

    private static long count(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    void assertThatItHasHardlyGrownSince(Footprint before) {
        assertThat(threads).as("threads, before: %d", before.threads).isLessThan(before.threads + SOME);
        assertThat(files).as("open files, before: %d", before.files).isLessThan(before.files + SOME);
    }
}
