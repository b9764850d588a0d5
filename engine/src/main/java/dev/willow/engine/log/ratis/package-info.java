/// The log on disk and on other nodes: Apache Ratis, one Raft group per engine. The only package that knows it.
///
/// Entries are submitted in this process, without the network. A node that is alone opens no port at all ([LoneRpc]).
/// Snapshots are written by [SnapshotFiles]; [RatisProperties] says why each setting is what it is.
package dev.willow.engine.log.ratis;
