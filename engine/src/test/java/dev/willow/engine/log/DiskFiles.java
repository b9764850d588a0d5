package dev.willow.engine.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The files that an engine left in its directory.
final class DiskFiles {
    private DiskFiles() {}

    static List<Path> snapshots(Path directory) {
        return named(directory, "snapshot\\.\\d+_\\d+");
    }

    static List<Path> segments(Path directory) {
        return named(directory, "log_\\d+-\\d+|log_inprogress_\\d+");
    }

    static Path openSegment(Path directory) {
        return named(directory, "log_inprogress_\\d+").getLast();
    }

    static List<Path> named(Path directory, String pattern) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted((left, right) -> Long.compare(firstIndex(left), firstIndex(right))).toList();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// The last number of a snapshot's name, the first of a segment's.
    private static long firstIndex(Path file) {
        String name = file.getFileName().toString();
        String number = name.startsWith("snapshot")
                ? name.replaceFirst("snapshot\\.\\d+_", "").replaceFirst("\\D.*", "")
                : name.replaceFirst("^\\D+", "").replaceFirst("\\D.*", "");
        return number.isEmpty() ? 0 : Long.parseLong(number);
    }

    /// One past the last byte that was written: the log is filled with zeros ahead.
    static int written(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] == 0) end--;
        return end;
    }

    /// A directory with all in it.
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) Files.copy(each, to.resolve(from.relativize(each).toString()));
        }
    }
}
