package dev.willow.client;

import dev.willow.common.backup.BackupFile;
import dev.willow.common.backup.BackupLabel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Saves backups of a service. A file that has its name is whole and on disk.
record Backups(Transport transport, String service) {
    private static final Call BACKUP = Call.get("actuator", "backup");

    BackupLabel save(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            transport.save(BACKUP, part);
            BackupLabel label = new BackupFile(part).check(service);
            sync(part, StandardOpenOption.WRITE);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            sync(file.toAbsolutePath().getParent(), StandardOpenOption.READ);
            return label;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void sync(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel file = FileChannel.open(path, how)) {
            file.force(true);
        }
    }
}
