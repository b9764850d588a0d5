package dev.willow.engine.log.ratis;

import dev.willow.engine.DirectoryException;
import dev.willow.engine.UnknownFormatException;
import dev.willow.engine.log.DataDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.server.storage.RaftStorage;

/// Makes what is found on disk at a start fit to go on from, or refuses it.
final class Recovery {
    private final DataDirectory directory;
    private final String service;
    private final SnapshotFiles snapshots;

    /// @param service whose backup may be begun with
    Recovery(DataDirectory directory, String service, SnapshotFiles snapshots) {
        this.directory = directory;
        this.service = service;
        this.snapshots = snapshots;
    }

    /// @return the snapshot to begin with; empty if the log has everything
    Optional<SnapshotFiles.Loaded> recover(RaftStorage storage) throws IOException {
        snapshots.init(storage);
        beginWithBackup(storage);
        TornTail.cut(storage);
        Optional<SnapshotFiles.Loaded> latest = snapshots.loadLatest();
        requireNoGap(storage, latest.map(loaded -> loaded.file().index()).orElse(-1L));
        return latest;
    }

    /// As if the log had begun with what is in the backup. It is taken away before the first entry is written, so where it
    /// is still there, nothing was.
    private void beginWithBackup(RaftStorage storage) throws IOException {
        Optional<byte[]> state = directory.backup(service);
        if (state.isEmpty()) return;
        if (!SegmentFile.in(storage).isEmpty())
            throw new DirectoryException("the data directory " + directory + " holds a backup to be restored beside other data");
        snapshots.write(0, 0, state.get());
        directory.backupTaken();
    }

    /// Ratis would wait for ever for entries that are in no snapshot any more.
    private static void requireNoGap(RaftStorage storage, long snapshot) throws IOException {
        List<SegmentFile> segments = SegmentFile.in(storage);
        if (segments.isEmpty()) return;
        long start = segments.getFirst().start();
        if (start > snapshot + 1)
            throw new DirectoryException("the snapshot that stands for the entries up to " + (start - 1) + " is missing or damaged in " + storage.getStorageDir().getStateMachineDir()
                    + "; restore the data directory from a copy");
    }

    /// One line: what we have to say of it ourselves, or what was first wrong, without all that Ratis wraps it in.
    static RuntimeException forOperator(Throwable failed, Path logs) {
        Throwable first = failed;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof DirectoryException || cause instanceof UnknownFormatException) return (RuntimeException) cause;
            first = cause;
        }
        return new DirectoryException(first.getMessage() + " (in " + logs + ")", failed);
    }
}
