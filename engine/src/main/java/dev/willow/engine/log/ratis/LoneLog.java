package dev.willow.engine.log.ratis;

import dev.willow.engine.EngineSettings;
import dev.willow.engine.log.DataDirectory;
import dev.willow.engine.log.LogListener;
import dev.willow.engine.log.ReplicatedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerConfigKeys.Log.CorruptionPolicy;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.LogProtoUtils;
import org.apache.ratis.server.raftlog.segmented.SegmentedRaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.server.storage.RaftStorageMetadata;
import org.apache.ratis.statemachine.StateMachine;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.JvmPauseMonitor;

/// The log of a node that is alone: Ratis's files and its writer, without its server. Nobody has to agree, so what is on disk is committed.
/// The thread that wrote an entry applies it, answers, and writes the next one, where the server has four of them take turns.
///
/// The files are those that [RatisLog] reads and writes in the same place.
public final class LoneLog implements ReplicatedLog {
    private final EngineSettings settings;
    private final DataDirectory directory;
    private final RaftPeerId self;
    private final Recovery recovery;
    private final SnapshotFiles snapshots = new SnapshotFiles();
    private final ClientId client = ClientId.randomId();
    private final Terms terms = new Terms();
    private final LoneDivision division;
    private JvmPauseMonitor pauses;
    private RaftStorage storage;
    private SegmentedRaftLog log;
    private LogListener listener;
    private long term;
    private long nextIndex;
    private volatile boolean closed;

    /// @param directory taken by the caller, released by [#close]
    /// @param service   whose backup may be begun with
    public LoneLog(EngineSettings settings, DataDirectory directory, String service) {
        this.settings = settings;
        this.directory = directory;
        this.self = RaftPeerId.valueOf(settings.group().self());
        this.recovery = new Recovery(directory, service, snapshots);
        this.division = new LoneDivision(
                RaftGroupMemberId.valueOf(self, RatisLog.GROUP), () -> failed(new IllegalStateException("it ended by itself")));
    }

    @Override
    public synchronized void open(LogListener toTell) {
        if (closed) return;
        listener = toTell;
        Path logs = directory.logs();
        try {
            RaftProperties properties = RatisProperties.of(settings, logs);
            pauses = pauses(properties);
            storage = storage(logs, properties);
            Optional<SnapshotFiles.Loaded> snapshot = recovery.recover(storage);
            long first = snapshot.map(loaded -> loaded.file().index()).orElse(-1L) + 1;
            snapshot.ifPresent(loaded -> terms.beginAt(loaded.file().term(), loaded.file().index()));
            syncOpenSegment(storage);
            log = newLog(storage, properties);
            log.open(first - 1, null);
            snapshot.ifPresent(loaded -> toTell.restored(loaded.file().index(), loaded.snapshot()));
            nextIndex = Math.max(log.getNextIndex(), first);
            term = takeTerm();
            replay(first);
        } catch (IOException | RuntimeException failed) {
            throw Recovery.forOperator(failed, logs);
        }
    }

    /// Tells in the log when the whole process stood still, as the server does.
    private JvmPauseMonitor pauses(RaftProperties properties) {
        JvmPauseMonitor monitor = JvmPauseMonitor.newBuilder()
                .setName(self)
                .setSleepDeviationThreshold(RaftServerConfigKeys.sleepDeviationThreshold(properties))
                .setHandler(_ -> {})
                .build();
        monitor.start();
        return monitor;
    }

    private static RaftStorage storage(Path logs, RaftProperties properties) throws IOException {
        Files.createDirectories(logs);
        Path files = logs.resolve(RatisLog.GROUP.getUuid().toString());
        RaftStorage storage = RaftStorage.newBuilder()
                .setDirectory(files.toFile())
                .setOption(Files.notExists(files) ? StartupOption.FORMAT : StartupOption.RECOVER)
                .setStorageFreeSpaceMin(RaftServerConfigKeys.storageFreeSpaceMin(properties))
                .setLogCorruptionPolicy(CorruptionPolicy.EXCEPTION)
                .build();
        storage.initialize();
        return storage;
    }

    /// What a process before wrote may be with the operating system alone. From here on it counts.
    private static void syncOpenSegment(RaftStorage storage) throws IOException {
        List<SegmentFile> segments = SegmentFile.in(storage);
        if (segments.isEmpty() || !segments.getLast().isOpen()) return;
        try (FileChannel file = FileChannel.open(segments.getLast().path(), StandardOpenOption.WRITE)) {
            file.force(false);
        }
    }

    private SegmentedRaftLog newLog(RaftStorage storage, RaftProperties properties) {
        return SegmentedRaftLog.newBuilder()
                .setMemberId(division.getMemberId())
                .setServer(division)
                .setStateMachine(failures())
                .setStorage(storage)
                .setSnapshotIndexSupplier(snapshots::latestIndex)
                .setSubmitUpdateCommitEvent(() -> {})
                .setProperties(properties)
                .build();
    }

    /// Told by the log before the entry is; without one, the entry would never be.
    private StateMachine failures() {
        return new BaseStateMachine() {
            @Override
            public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
                failed(cause);
            }
        };
    }

    /// That of the entries before goes on: there was no election.
    private long takeTerm() throws IOException {
        RaftStorageMetadata known = log.loadMetadata();
        TermIndex last = log.getLastEntryTermIndex();
        long taken = Math.max(1, Math.max(known.getTerm(), last == null ? 0 : last.getTerm()));
        if (known.getTerm() < taken) log.persistMetadata(RaftStorageMetadata.valueOf(taken, self));
        return taken;
    }

    private void replay(long first) throws IOException {
        for (long index = first; index < nextIndex && !closed; index++) {
            LogEntryProto entry = log.get(index);
            terms.note(entry.getTerm(), index);
            // Beside ours there may be those of a group: who belongs to it, and what is committed.
            if (entry.hasStateMachineLogEntry()) committed(index, entry.getStateMachineLogEntry().getLogData().toByteArray());
        }
        if (!closed) listener.leading();
    }

    @Override
    public void append(byte[] entry) {
        try {
            write(entry, nextIndex++);
        } catch (RuntimeException closedOrBroken) {
            failed(closedOrBroken);
        }
    }

    private void write(byte[] entry, long index) {
        StateMachineLogEntryProto content = LogProtoUtils.toStateMachineLogEntryProto(
                client, index, StateMachineLogEntryProto.Type.WRITE, UnsafeByteOperations.unsafeWrap(entry), null);
        terms.note(term, index);
        log.appendEntry(LogProtoUtils.toLogEntryProto(content, term, index)).whenComplete((_, failed) -> {
            if (failed != null) failed(failed);
            else committed(index, entry);
        });
    }

    private void committed(long index, byte[] entry) {
        division.applied(index);
        listener.committed(index, entry);
    }

    /// The first failure, such as a full disk, is what an operator has to know, not what followed from it.
    private void failed(Throwable cause) {
        if (closed) return;
        Throwable first = cause;
        while (first.getCause() != null) first = first.getCause();
        listener.failed("the log cannot be written", first);
    }

    @Override
    public boolean isAlone() {
        return true;
    }

    @Override
    public boolean keepsSnapshots() {
        return true;
    }

    @Override
    public void save(long index, byte[] snapshot) throws IOException {
        SnapshotFile file = snapshots.write(terms.of(index), index, snapshot);
        long cleared = snapshots.latestIndex();
        if (cleared >= 0) Clearing.await(log.purge(cleared));
        snapshots.makeLatest(file);
        terms.forgetBefore(index);
    }

    @Override
    public void close() {
        closed = true;
        closeFiles();
    }

    private synchronized void closeFiles() {
        try {
            if (pauses != null) pauses.stop();
            if (log != null) log.close();
            else if (storage != null) storage.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            directory.close();
        }
    }
}
