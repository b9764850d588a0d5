/// The log on disk and on other nodes: Apache Ratis, one Raft group per engine. The only package that knows it.
///
/// A node with peers runs Ratis's server ([RatisLog]); one that is alone has its files and its writer, and no server ([LoneLog]).
/// Snapshots are written by [SnapshotFiles]; [RatisProperties] says why each setting is what it is.
package dev.willow.engine.log.ratis;
