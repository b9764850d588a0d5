package dev.willow.engine.log.ratis;

import dev.willow.engine.UnknownFormatException;
import dev.willow.engine.log.DataDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// One snapshot on disk, named after the last entry it stands for: `WSNP`, a version byte, the length, the snapshot,
/// and a CRC-32C of all that is before it.
///
/// @param term of the last entry
/// @param index of the last entry
record SnapshotFile(Path path, long term, long index) {
    private static final Pattern NAME = Pattern.compile("snapshot\\.(\\d+)_(\\d+)");
    private static final byte[] MAGIC = "WSNP".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int HEADER = MAGIC.length + 1 + Integer.BYTES;

    static SnapshotFile in(Path directory, long term, long index) {
        return new SnapshotFile(directory.resolve("snapshot." + term + "_" + index), term, index);
    }

    /// The snapshot that the name of this file tells of, if it is one.
    static Optional<SnapshotFile> of(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches()
                ? Optional.of(new SnapshotFile(path, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
                : Optional.empty();
    }

    void write(byte[] snapshot) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.addExact(snapshot.length, HEADER + Integer.BYTES));
        content.put(MAGIC).put(VERSION).putInt(snapshot.length).put(snapshot);
        content.putInt(checksum(content.array(), content.position()));
        DataDirectory.writeDurably(path, content.array());
    }

    /// @return the snapshot; empty if the file is damaged
    /// @throws UnknownFormatException if it is of a version that this build does not know
    Optional<byte[]> read() throws IOException {
        byte[] content = Files.readAllBytes(path);
        if (content.length < HEADER + Integer.BYTES || !Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length))
            return Optional.empty();
        int end = content.length - Integer.BYTES;
        ByteBuffer fields = ByteBuffer.wrap(content);
        if (fields.getInt(end) != checksum(content, end)) return Optional.empty();
        byte version = fields.get(MAGIC.length);
        if (version != VERSION)
            throw new UnknownFormatException("the snapshot " + path + " is of version " + version
                    + ", but this build reads version " + VERSION);
        return fields.getInt(MAGIC.length + 1) == end - HEADER
                ? Optional.of(Arrays.copyOfRange(content, HEADER, end))
                : Optional.empty();
    }

    private static int checksum(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
