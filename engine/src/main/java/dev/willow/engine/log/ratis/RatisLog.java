package dev.willow.engine.log.ratis;

import dev.willow.engine.DirectoryException;
import dev.willow.engine.EngineGroup;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.UnknownFormatException;
import dev.willow.engine.log.DataDirectory;
import dev.willow.engine.log.LogListener;
import dev.willow.engine.log.ReplicatedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SnapshotManagementRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/// A log that Ratis keeps on disk and, if there are peers, on a majority of them.
public final class RatisLog implements ReplicatedLog {
    /// One group per engine and directory, so that it needs no name of its own.
    private static final RaftGroupId GROUP = RaftGroupId.valueOf(UUID.fromString("77696c6c-6f77-4e67-8000-000000000001"));
    private static final long CLEAR_TIMEOUT_MILLIS = 10_000;

    private final EngineSettings settings;
    private final DataDirectory directory;
    private final String service;
    private final RaftPeerId self;
    private final ClientId client = ClientId.randomId();
    private final AtomicLong calls = new AtomicLong();
    private final SnapshotFiles snapshots = new SnapshotFiles();
    private volatile LogStateMachine machine;
    private volatile RaftServer server;
    private volatile RaftClientAsynchronousProtocol submission;
    private volatile LogListener listener;
    private boolean closed;

    /// @param directory taken by the caller, released by [#close]
    /// @param service   whose backup may be begun with
    public RatisLog(EngineSettings settings, DataDirectory directory, String service) {
        this.settings = settings;
        this.directory = directory;
        this.service = service;
        this.self = RaftPeerId.valueOf(settings.group().self());
    }

    @Override
    public synchronized void open(LogListener toTell) {
        if (closed) return;
        listener = toTell;
        machine = new LogStateMachine(toTell, snapshots, self, this::beginWithBackup);
        Path logs = directory.logs();
        try {
            Files.createDirectories(logs);
            boolean isNew = Files.notExists(logs.resolve(GROUP.getUuid().toString()));
            server = RaftServer.newBuilder()
                    .setServerId(self)
                    .setGroup(RaftGroup.valueOf(GROUP, peers(settings.group())))
                    .setStateMachine(machine)
                    .setOption(isNew ? StartupOption.FORMAT : StartupOption.RECOVER)
                    .setProperties(RatisProperties.of(settings, logs))
                    .build();
            // The server would hand each request to the group on another thread and wait for it; where the group takes
            // them itself, that is spared. It is a third more entries a second.
            submission = server.getDivision(GROUP) instanceof RaftClientAsynchronousProtocol group ? group : server;
            server.start();
        } catch (IOException | RuntimeException failed) {
            throw forOperator(failed);
        }
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

    /// One line: what we have to say of it ourselves, or what was first wrong, without all that Ratis wraps it in.
    private RuntimeException forOperator(Exception failed) {
        Throwable first = failed;
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof DirectoryException || cause instanceof UnknownFormatException)
                return (RuntimeException) cause;
            first = cause;
        }
        return new DirectoryException(first.getMessage() + " (in " + directory.logs() + ")", failed);
    }

    private List<RaftPeer> peers(EngineGroup group) {
        if (group.isAlone()) return List.of(RaftPeer.newBuilder().setId(self).build());
        return group.peers().entrySet().stream()
                .map(peer -> RaftPeer.newBuilder().setId(peer.getKey()).setAddress(address(peer.getValue())).build())
                .toList();
    }

    static InetSocketAddress address(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        if (colon < 1) throw new IllegalArgumentException("a peer's address is host:port, not \"" + hostAndPort + "\"");
        return new InetSocketAddress(hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    /// In-process; Ratis keeps the order of calls that come one after the other.
    @Override
    public void append(byte[] entry) {
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(client)
                .setServerId(self)
                .setGroupId(GROUP)
                .setCallId(calls.incrementAndGet())
                .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(entry)))
                .setType(RaftClientRequest.writeRequestType())
                .build();
        try {
            submission.submitClientRequestAsync(request).whenComplete(this::refusedIfNotTaken);
        } catch (IOException | RuntimeException failed) {
            listener.refused(failed);
        }
    }

    private void refusedIfNotTaken(RaftClientReply reply, Throwable failed) {
        if (failed != null) listener.refused(failed);
        else if (!reply.isSuccess()) listener.refused(reply.getException());
    }

    @Override
    public boolean isAlone() {
        return settings.group().isAlone();
    }

    @Override
    public boolean keepsSnapshots() {
        return true;
    }

    @Override
    public void save(long index, byte[] snapshot) throws IOException {
        SnapshotFile file = snapshots.write(machine.termOf(index), index, snapshot);
        if (snapshots.clearableUpTo() >= 0) clearLog();
        snapshots.makeLatest(file);
        machine.forgetTermsBefore(index);
    }

    /// Has Ratis clear the log up to what [LogStateMachine#takeSnapshot] says.
    private void clearLog() throws IOException {
        var request = SnapshotManagementRequest.newCreate(
                client, self, GROUP, calls.incrementAndGet(), CLEAR_TIMEOUT_MILLIS, 1);
        CompletableFuture<RaftClientReply> cleared = server.snapshotManagementAsync(request);
        try {
            cleared.get(CLEAR_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the log was cleared", interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IOException("the log could not be cleared", failed);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        try {
            if (server != null) {
                machine.expectShutdown();
                server.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            directory.close();
        }
    }
}
