package dev.willow.engine.log.ratis;

import dev.willow.engine.DirectoryException;
import dev.willow.engine.log.LogListener;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
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
    private final Preparation preparation;
    /// For each term the index of its first entry, as far as snapshots may still ask for it.
    private final ConcurrentSkipListMap<Long, Long> termsByStart = new ConcurrentSkipListMap<>();
    private volatile RaftStorage storage;
    private volatile boolean closing;

    /// What is done to the storage before it is read.
    interface Preparation {
        void prepare(RaftStorage storage) throws IOException;
    }

    LogStateMachine(LogListener listener, SnapshotFiles snapshots, RaftPeerId self, Preparation preparation) {
        this.listener = listener;
        this.snapshots = snapshots;
        this.self = self;
        this.preparation = preparation;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage) throws IOException {
        super.initialize(server, group, raftStorage);
        getLifeCycle().transition(LifeCycle.State.STARTING);
        storage = raftStorage;
        snapshots.init(raftStorage);
        preparation.prepare(raftStorage);
        TornTail.cut(raftStorage);
        restore();
        requireNoGap();
        getLifeCycle().transition(LifeCycle.State.RUNNING);
    }

    private void restore() throws IOException {
        Optional<SnapshotFiles.Loaded> loaded = snapshots.loadLatest();
        if (loaded.isEmpty()) return;
        SnapshotFile file = loaded.get().file();
        setLastAppliedTermIndex(TermIndex.valueOf(file.term(), file.index()));
        termsByStart.clear();
        termsByStart.put(file.index(), file.term());
        listener.restored(file.index(), loaded.get().snapshot());
    }

    /// Ratis would wait for ever for entries that are in no snapshot any more.
    private void requireNoGap() throws IOException {
        List<SegmentFile> segments = SegmentFile.in(storage);
        if (segments.isEmpty()) return;
        long start = segments.getFirst().start();
        if (start > getLastAppliedTermIndex().getIndex() + 1)
            throw new DirectoryException("the snapshot that stands for the entries up to " + (start - 1) + " is missing or damaged in " + storage.getStorageDir().getStateMachineDir()
                    + "; restore the data directory from a copy");
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        noteTerm(entry.getTerm(), entry.getIndex());
        listener.committed(entry.getIndex(), entry.getStateMachineLogEntry().getLogData().toByteArray());
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        noteTerm(term, index);
        super.notifyTermIndexUpdated(term, index);
    }

    private void noteTerm(long term, long index) {
        var last = termsByStart.lastEntry();
        if (last == null || last.getValue() != term) termsByStart.put(index, term);
    }

    /// The term of an entry that was applied.
    long termOf(long index) {
        return termsByStart.floorEntry(index).getValue();
    }

    /// Nobody will ask for the terms of earlier entries.
    void forgetTermsBefore(long index) {
        Long start = termsByStart.floorKey(index);
        if (start != null) termsByStart.headMap(start).clear();
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
        return snapshots.clearableUpTo();
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
        restore();
        getLifeCycle().transition(LifeCycle.State.RUNNING);
    }
}
