package dev.willow.engine.log.ratis;

import java.util.Collection;
import org.apache.ratis.proto.RaftProtos.CommitInfoProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerRole;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DataStreamMap;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.DivisionProperties;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RetryCache;
import org.apache.ratis.server.metrics.RaftServerMetrics;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachine;
import org.apache.ratis.util.LifeCycle;

/// As much of a server as Ratis's log asks for: up to where its entries are needed no more, so that it lets go of them.
final class LoneDivision implements RaftServer.Division, DivisionInfo {
    private static final long[] NO_FOLLOWERS = {};

    private final RaftGroupMemberId member;
    private final Runnable onEnd;
    private volatile long applied = RaftLog.INVALID_LOG_INDEX;

    /// @param onEnd called when the log can go on no longer
    LoneDivision(RaftGroupMemberId member, Runnable onEnd) {
        this.member = member;
        this.onEnd = onEnd;
    }

    /// This entry and those before were told.
    void applied(long index) {
        applied = index;
    }

    @Override
    public RaftGroupMemberId getMemberId() {
        return member;
    }

    @Override
    public DivisionInfo getInfo() {
        return this;
    }

    @Override
    public long getLastAppliedIndex() {
        return applied;
    }

    @Override
    public long[] getFollowerNextIndices() {
        return NO_FOLLOWERS;
    }

    @Override
    public long[] getFollowerMatchIndices() {
        return NO_FOLLOWERS;
    }

    @Override
    public RaftPeerRole getCurrentRole() {
        return RaftPeerRole.LEADER;
    }

    @Override
    public boolean isLeaderReady() {
        return true;
    }

    @Override
    public RaftPeerId getLeaderId() {
        return member.getPeerId();
    }

    @Override
    public LifeCycle.State getLifeCycleState() {
        return LifeCycle.State.RUNNING;
    }

    /// The log closes its server when what is to be written never will be, and does not always say so of the entry.
    @Override
    public void close() {
        onEnd.run();
    }

    /// None that would be asked before an entry is written.
    @Override
    public StateMachine getStateMachine() {
        return null;
    }

    @Override
    public RoleInfoProto getRoleInfoProto() {
        throw notHere();
    }

    @Override
    public long getCurrentTerm() {
        throw notHere();
    }

    @Override
    public DivisionProperties properties() {
        throw notHere();
    }

    @Override
    public RaftConfiguration getRaftConf() {
        throw notHere();
    }

    @Override
    public RaftServer getRaftServer() {
        throw notHere();
    }

    @Override
    public RaftServerMetrics getRaftServerMetrics() {
        throw notHere();
    }

    @Override
    public RaftLog getRaftLog() {
        throw notHere();
    }

    @Override
    public RaftStorage getRaftStorage() {
        throw notHere();
    }

    @Override
    public Collection<CommitInfoProto> getCommitInfos() {
        throw notHere();
    }

    @Override
    public RetryCache getRetryCache() {
        throw notHere();
    }

    @Override
    public DataStreamMap getDataStreamMap() {
        throw notHere();
    }

    @Override
    public ThreadGroup getThreadGroup() {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("there is no server");
    }
}
