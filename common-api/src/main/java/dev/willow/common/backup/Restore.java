package dev.willow.common.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/// Puts a backup into the data directory of a service that is not there yet: the service begins with it when it starts.
///
/// @param backup    what to begin with
/// @param service   whose it must be
/// @param directory the service's own
public record Restore(BackupFile backup, String service, Path directory) {
    /// What a backup is called in a data directory. The service takes it away when it has made its own of it.
    public static final String PLACE = "restore";

    /// Whether all is well, as far as can be seen without changing anything.
    ///
    /// @throws UnusableBackupException if the backup cannot be used here, or the directory has anything in it
    public BackupLabel check() throws IOException {
        if (Files.notExists(backup.path())) throw new UnusableBackupException("there is no " + backup.path());
        BackupLabel label = backup.check(service);
        if (Files.exists(directory)) requireEmpty();
        return label;
    }

    private void requireEmpty() throws IOException {
        if (!Files.isDirectory(directory)) throw new UnusableBackupException(directory + " is no directory");
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.findAny().isPresent())
                throw new UnusableBackupException("the data directory " + directory
                        + " is not empty; stop " + service + " and move its data away, nothing was restored");
        }
    }

    /// Does it, after [#check]. The backup is there as a whole or not at all, whatever happens meanwhile.
    public void carryOut() throws IOException {
        Files.createDirectories(directory);
        Path placed = directory.resolve(PLACE);
        Path begun = directory.resolve(PLACE + ".tmp");
        try {
            Files.copy(backup.path(), begun);
            sync(begun, StandardOpenOption.WRITE);
            new BackupFile(begun).check(service);
            Files.move(begun, placed, StandardCopyOption.ATOMIC_MOVE);
            sync(directory, StandardOpenOption.READ);
        } finally {
            Files.deleteIfExists(begun);
        }
    }

    /// Takes it back, because what belongs together with it could not be carried out.
    public void undo() throws IOException {
        Files.deleteIfExists(directory.resolve(PLACE));
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel file = FileChannel.open(path, how)) {
            file.force(true);
        }
    }
}
