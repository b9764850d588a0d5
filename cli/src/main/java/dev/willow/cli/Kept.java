package dev.willow.cli;

import dev.willow.common.backup.BackupLabel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A service whose state is kept in a file, in the order in which they are backed up.
///
/// Willow comes before the Limiter: of an item that was enqueued or handed out in between, the Limiter then has a lease too many, which
/// Willow removes when it starts.
enum Kept {
    WILLOW,
    LIMITER,
    LOCKER;

    /// @param named null for all of them
    static List<Kept> of(List<String> named) {
        return named == null ? List.of(values()) : named.stream().map(Kept::of).distinct().sorted().toList();
    }

    private static Kept of(String label) {
        for (Kept service : values()) if (service.label().equals(label)) return service;
        throw new WrongWords("'" + label + "' is none of willow, limiter, locker");
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Its backup among those of the others.
    Path backupIn(Path directory) {
        return directory.resolve(label() + ".backup");
    }

    /// What is printed of one as JSON.
    record Shown(String Service, String File, long Bytes, String TakenAt) {
        static Shown of(Kept service, Path file, long bytes, BackupLabel label) {
            return new Shown(service.label(), file.toString(), bytes, label.takenAt().toString());
        }
    }
}
