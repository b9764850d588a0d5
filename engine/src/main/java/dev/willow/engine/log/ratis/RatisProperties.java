package dev.willow.engine.log.ratis;

import dev.willow.engine.Durability;
import dev.willow.engine.EngineSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.netty.NettyConfigKeys;
import org.apache.ratis.rpc.SupportedRpcType;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/// How Ratis is set up.
final class RatisProperties {
    /// An entry of ours is below 4 MB; this is that and the frame around it.
    private static final SizeInBytes LARGEST_ENTRY = SizeInBytes.valueOf("4MB");
    private static final SizeInBytes WRITE_BUFFER = SizeInBytes.valueOf("5MB");

    private RatisProperties() {}

    static RaftProperties of(EngineSettings settings, Path logs) {
        var properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(properties, List.of(logs.toFile()));
        if (!settings.group().isAlone()) withPeers(properties, settings);
        durability(properties, settings.durability());
        log(properties);
        snapshots(properties);
        // A suspended laptop is no reason to shut down for good, which is what Ratis does after a pause of 60 s.
        RaftServerConfigKeys.setCloseThreshold(properties, seconds(Integer.MAX_VALUE));
        // Its memory of requests, to answer repeated ones, is of no use here: ours outlives a restart.
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, seconds(1));
        // Reads do not go through Ratis at all.
        RaftServerConfigKeys.Read.setLeaderLeaseEnabled(properties, false);
        return properties;
    }

    private static void withPeers(RaftProperties properties, EngineSettings settings) {
        RaftConfigKeys.Rpc.setType(properties, SupportedRpcType.NETTY);
        InetSocketAddress own = RatisLog.address(settings.group().peers().get(settings.group().self()));
        NettyConfigKeys.Server.setHost(properties, own.getHostString());
        NettyConfigKeys.Server.setPort(properties, own.getPort());
        // Close together, so that a lost leader is replaced soon; above what a busy disk or a collection may take.
        electionTimeouts(properties, 800, 1000);
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, seconds(2));
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, seconds(2));
    }

    private static void electionTimeouts(RaftProperties properties, int minMillis, int maxMillis) {
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(minMillis));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(maxMillis));
    }

    /// With `unsafe-flush` an entry counts once the operating system has it; the sync follows in the background, and
    /// one that fails goes unnoticed. So only where the operator chose that.
    private static void durability(RaftProperties properties, Durability durability) {
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, durability == Durability.FLUSH);
        RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
    }

    private static void log(RaftProperties properties) {
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, LARGEST_ENTRY);
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, WRITE_BUFFER);
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf("16MB"));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("4MB"));
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf("48MB"));
        // A commit index in the log after each commit would be one more sync for each entry; who leads finds it anyway.
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, false);
        // A damaged entry is never skipped: what was answered might be in it. (See TornTail for the very end.)
        RaftServerConfigKeys.Log.setCorruptionPolicy(properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
    }

    /// Snapshots are ours to take; Ratis only hears of finished ones, and clears the log when told.
    private static void snapshots(RaftProperties properties) {
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, false);
        RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
        RaftServerConfigKeys.Log.setPurgeGap(properties, 1);
        // Also while a peer is down; on its return it gets the snapshot.
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
    }

    private static TimeDuration millis(long number) {
        return TimeDuration.valueOf(number, TimeUnit.MILLISECONDS);
    }

    private static TimeDuration seconds(long number) {
        return TimeDuration.valueOf(number, TimeUnit.SECONDS);
    }
}
