/// The persisted forms of the queues: what is written to the log and to snapshots. [QueueCodecs] is all of it.
///
/// The names of the domain's records and components are part of these forms. Renaming one breaks the log that is on
/// disk; the test that compares with written examples tells.
package dev.willow.queue.store;
