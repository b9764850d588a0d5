package dev.willow.engine.log.ratis;

import dev.willow.engine.log.LogListener;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;

/// What Ratis takes for a state machine: hands everything on to the [LogListener].
final class LogStateMachine extends BaseStateMachine {
    private final LogListener listener;
    private final SnapshotFiles snapshots;
    private final RaftPeerId self;
    private final Recovery recovery;
    private final Terms terms = new Terms();
    private volatile boolean closing;

    LogStateMachine(LogListener listener, SnapshotFiles snapshots, RaftPeerId self, Recovery recovery) {
        this.listener = listener;
        this.snapshots = snapshots;
        this.self = self;
        this.recovery = recovery;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage) throws IOException {
        super.initialize(server, group, raftStorage);
        getLifeCycle().transition(LifeCycle.State.STARTING);
        restore(recovery.recover(raftStorage));
        getLifeCycle().transition(LifeCycle.State.RUNNING);
    }

    private void restore(Optional<SnapshotFiles.Loaded> loaded) {
        if (loaded.isEmpty()) return;
        SnapshotFile file = loaded.get().file();
        setLastAppliedTermIndex(TermIndex.valueOf(file.term(), file.index()));
        terms.beginAt(file.term(), file.index());
        listener.restored(file.index(), loaded.get().snapshot());
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        terms.note(entry.getTerm(), entry.getIndex());
        listener.committed(entry.getIndex(), entry.getStateMachineLogEntry().getLogData().toByteArray());
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        terms.note(term, index);
        super.notifyTermIndexUpdated(term, index);
    }

    Terms terms() {
        return terms;
    }

    @Override
    public void notifyLeaderReady() {
        listener.leading();
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        if (!self.equals(leader)) listener.following(leader == null ? "no node leads" : "node " + leader + " leads");
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        listener.following("this node leads no longer");
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
        // The first failure, such as a full disk, is what an operator has to know, not what followed from it.
        Throwable first = cause;
        while (first.getCause() != null) first = first.getCause();
        listener.failed("the log cannot be written", first);
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServers) {
        if (!closing) listener.failed("the log was shut down", new IllegalStateException("by itself"));
    }

    /// From now on a shutdown is what we want.
    void expectShutdown() {
        closing = true;
    }

    @Override
    public long takeSnapshot() {
        return snapshots.latestIndex();
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return snapshots;
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    /// A snapshot came from the leader.
    @Override
    public void reinitialize() throws IOException {
        getLifeCycle().transition(LifeCycle.State.STARTING);
        restore(snapshots.loadLatest());
        getLifeCycle().transition(LifeCycle.State.RUNNING);
    }
}
