/// What an engine asks of a log: entries are appended in order, come back once they are durable (and on a majority),
/// snapshots stand for what came before them, and one node leads.
///
/// [dev.willow.engine.log.MemoryLog] keeps nothing; [dev.willow.engine.log.ratis] is the real one. Nothing of Apache
/// Ratis shows above [ReplicatedLog].
package dev.willow.engine.log;
