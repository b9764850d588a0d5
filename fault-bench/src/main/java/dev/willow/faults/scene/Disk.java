package dev.willow.faults.scene;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A small file system in memory, mounted for one service, that can be full.
final class Disk implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    private static final int PATIENCE_SECONDS = 30;

    private final Path at;

    private Disk(Path at) {
        this.at = at;
    }

    /// @throws IOException if it cannot be mounted, as where one is not root
    static Disk mount(Path at, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(at);
        run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "willow-faults", at.toString());
        return new Disk(at);
    }

    /// Takes all the space that is left.
    void fill() throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int length = CHUNK; length > 0; length /= 16) // to the last byte
            try (OutputStream ballast = Files.newOutputStream(at.resolve("ballast" + length))) {
                while (true) ballast.write(chunk, 0, length);
            } catch (IOException full) {
                // as wanted
            }
    }

    /// Gives it back.
    void free() throws IOException {
        for (int length = CHUNK; length > 0; length /= 16) Files.deleteIfExists(at.resolve("ballast" + length));
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", "-l", at.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) throw new IOException(said);
    }
}
