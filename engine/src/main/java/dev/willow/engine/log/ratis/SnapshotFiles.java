package dev.willow.engine.log.ratis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.statemachine.SnapshotRetentionPolicy;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The snapshots of one node. The two youngest are kept, and the log from the older one on, so that one that turns
/// out damaged costs nothing.
final class SnapshotFiles implements StateMachineStorage {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFiles.class);

    private volatile Path directory;
    private volatile SnapshotInfo latest;

    /// A snapshot with what is in it.
    record Loaded(SnapshotFile file, byte[] snapshot) {}

    @Override
    public void init(RaftStorage storage) {
        directory = storage.getStorageDir().getStateMachineDir().toPath();
    }

    /// Reads the youngest snapshot that is whole. One that is damaged is put aside.
    Optional<Loaded> loadLatest() throws IOException {
        latest = null;
        for (SnapshotFile file : youngestFirst()) {
            Optional<byte[]> snapshot = file.read();
            if (snapshot.isPresent()) {
                latest = info(file);
                return Optional.of(new Loaded(file, snapshot.get()));
            }
            Path aside = file.path().resolveSibling(file.path().getFileName() + ".damaged");
            Files.move(file.path(), aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("the snapshot {} is damaged; it was put aside and an older one is looked for", file.path());
        }
        return Optional.empty();
    }

    SnapshotFile write(long term, long index, byte[] snapshot) throws IOException {
        SnapshotFile file = SnapshotFile.in(directory, term, index);
        file.write(snapshot);
        return file;
    }

    /// From now on this one is the latest. Deletes those before the one before it.
    void makeLatest(SnapshotFile file) throws IOException {
        latest = info(file);
        for (SnapshotFile old : youngestFirst().stream().filter(each -> each.index() <= file.index()).skip(2).toList())
            Files.deleteIfExists(old.path());
    }

    /// The index up to which the log is no longer needed: that of the latest snapshot but one.
    long latestIndex() {
        SnapshotInfo last = latest;
        return last == null ? -1 : last.getIndex();
    }

    private static SnapshotInfo info(SnapshotFile file) throws IOException {
        var digest = MD5FileUtil.computeMd5ForFile(file.path().toFile());
        return new SingleFileSnapshotInfo(new FileInfo(file.path(), digest), file.term(), file.index());
    }

    private List<SnapshotFile> youngestFirst() throws IOException {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> files = Files.list(directory)) {
            return files.flatMap(path -> SnapshotFile.of(path).stream())
                    .sorted(Comparator.comparingLong(SnapshotFile::index).reversed())
                    .toList();
        }
    }

    @Override
    public SnapshotInfo getLatestSnapshot() {
        return latest;
    }

    @Override
    public File getSnapshotDir() {
        return directory.toFile();
    }

    @Override
    public void format() {}

    /// Done by [#makeLatest].
    @Override
    public void cleanupOldSnapshots(SnapshotRetentionPolicy policy) {}
}
