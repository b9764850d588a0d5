package dev.willow.engine.log.ratis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.ratis.server.storage.RaftStorage;

/// A file of Ratis's log: `log_START-END`, or `log_inprogress_START` while it is written to.
record SegmentFile(Path path, long start, boolean isOpen) {
    private static final Pattern CLOSED = Pattern.compile("log_(\\d+)-(\\d+)");
    private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d+)");

    /// The files of the log, from the first to the last.
    static List<SegmentFile> in(RaftStorage storage) throws IOException {
        Path directory = storage.getStorageDir().getCurrentDir().toPath();
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(path -> of(path).stream()).sorted(Comparator.comparingLong(SegmentFile::start)).toList();
        }
    }

    private static Optional<SegmentFile> of(Path path) {
        String name = path.getFileName().toString();
        Matcher closed = CLOSED.matcher(name);
        if (closed.matches()) return Optional.of(new SegmentFile(path, Long.parseLong(closed.group(1)), false));
        Matcher open = OPEN.matcher(name);
        return open.matches() ? Optional.of(new SegmentFile(path, Long.parseLong(open.group(1)), true)) : Optional.empty();
    }
}
