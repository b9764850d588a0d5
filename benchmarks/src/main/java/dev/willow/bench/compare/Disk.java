package dev.willow.bench.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/// What the disk can do: small writes at the end of a file, each synced before the next.
final class Disk {
    private static final int BYTES = 512;

    private Disk() {}

    static double syncsPerSecond(Duration measured) throws IOException {
        Path file = Files.createTempFile(Path.of("").toAbsolutePath(), "bench-data", "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long begun = System.nanoTime();
            long syncs = 0;
            for (; System.nanoTime() - begun < measured.toNanos(); syncs++) {
                channel.write(ByteBuffer.allocate(BYTES));
                channel.force(false);
            }
            return syncs * 1e9 / (System.nanoTime() - begun);
        } finally {
            Files.delete(file);
        }
    }
}
