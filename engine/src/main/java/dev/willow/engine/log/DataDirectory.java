package dev.willow.engine.log;

import dev.willow.common.backup.BackupFile;
import dev.willow.common.backup.Restore;
import dev.willow.engine.DirectoryException;
import dev.willow.engine.UnknownFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The directory of one engine, held by one process at a time.
///
/// ```
/// lock       locked while an engine runs on the directory
/// version    "willow engine 1": how the rest is laid out
/// raft/      the log and the snapshots
/// restore    a backup to begin with, until the first start
/// ```
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String VERSION_FILE = "version";
    private static final String LAYOUT = "willow engine ";
    private static final int VERSION = 1;

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /// Takes the directory, which is made if it is not there.
    ///
    /// @throws DirectoryException     if another process has it, it holds something else, or it cannot be written
    /// @throws UnknownFormatException if it is laid out in a version that this build does not know
    public static DataDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel lockFile = lock(path);
            try {
                checkVersion(path);
                return new DataDirectory(path, lockFile);
            } catch (IOException | RuntimeException refused) {
                lockFile.close();
                throw refused;
            }
        } catch (IOException failed) {
            throw new DirectoryException("the data directory " + path + " cannot be used: " + failed, failed);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel file = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            lock = null;
        }
        if (lock == null) {
            file.close();
            throw new DirectoryException("the data directory " + path + " is in use by another process");
        }
        return file;
    }

    private static void checkVersion(Path path) throws IOException {
        Path file = path.resolve(VERSION_FILE);
        String wanted = LAYOUT + VERSION;
        if (Files.exists(file)) {
            String found = Files.readString(file).strip();
            if (!found.equals(wanted))
                throw new UnknownFormatException("the data directory " + path + " is laid out as \"" + found
                        + "\", but this build reads \"" + wanted + "\"");
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            Set<String> ours = Set.of(LOCK, VERSION_FILE + ".tmp", Restore.PLACE);
            if (entries.anyMatch(entry -> !ours.contains(entry.getFileName().toString())))
                throw new DirectoryException("the data directory " + path + " is not empty and holds no data of an engine");
        }
        writeDurably(file, (wanted + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// The file's content is this, or, after a crash, what it was before.
    public static void writeDurably(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining();) out.write(rest);
            out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(file.toAbsolutePath().getParent());
    }

    private static void syncDirectory(Path directory) throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    /// The state in the backup that is to be begun with, if there is one.
    ///
    /// @throws DirectoryException if it is damaged, of another version or of another service
    public Optional<byte[]> backup(String service) {
        Path file = path.resolve(Restore.PLACE);
        if (Files.notExists(file)) return Optional.empty();
        try {
            return Optional.of(new BackupFile(file).state(service));
        } catch (IOException unusable) {
            throw new DirectoryException(unusable.getMessage(), unusable);
        }
    }

    /// What is in the backup is in the snapshots now.
    public void backupTaken() throws IOException {
        Files.delete(path.resolve(Restore.PLACE));
        syncDirectory(path);
    }

    /// Where the log goes.
    public Path logs() {
        return path.resolve("raft");
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /// Lets other processes have the directory.
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException failed) {
            throw new DirectoryException("the lock of " + path + " could not be released", failed);
        }
    }
}
