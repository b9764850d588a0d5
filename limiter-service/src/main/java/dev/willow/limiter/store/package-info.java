/// The persisted forms of the limit table: what is written to the log and to snapshots. [LimitCodecs] is all of it.
///
/// The names of the domain's records and components are part of these forms. Renaming one breaks the log that is on
/// disk.
package dev.willow.limiter.store;
