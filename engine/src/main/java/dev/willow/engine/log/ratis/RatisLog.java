package dev.willow.engine.log.ratis;

import dev.willow.engine.EngineGroup;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.log.DataDirectory;
import dev.willow.engine.log.LogListener;
import dev.willow.engine.log.ReplicatedLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
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
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;

/// A log that Ratis keeps on the disks of a majority of nodes.
public final class RatisLog implements ReplicatedLog {
    /// One group per engine and directory, so that it needs no name of its own.
    static final RaftGroupId GROUP = RaftGroupId.valueOf(UUID.fromString("77696c6c-6f77-4e67-8000-000000000001"));

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
        machine = new LogStateMachine(toTell, snapshots, self, new Recovery(directory, service, snapshots));
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
            throw Recovery.forOperator(failed, logs);
        }
    }

    private static List<RaftPeer> peers(EngineGroup group) {
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
        return false;
    }

    @Override
    public boolean keepsSnapshots() {
        return true;
    }

    @Override
    public void save(long index, byte[] snapshot) throws IOException {
        SnapshotFile file = snapshots.write(machine.terms().of(index), index, snapshot);
        if (snapshots.latestIndex() >= 0) clearLog();
        snapshots.makeLatest(file);
        machine.terms().forgetBefore(index);
    }

    /// Has Ratis clear the log up to what [LogStateMachine#takeSnapshot] says.
    private void clearLog() throws IOException {
        var request = SnapshotManagementRequest.newCreate(
                client, self, GROUP, calls.incrementAndGet(), Clearing.TIMEOUT_MILLIS, 1);
        Clearing.await(server.snapshotManagementAsync(request));
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
