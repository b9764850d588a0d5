/// The lock table: who holds which key-values, who waits in line, and when a session's time runs out.
///
/// Everything here is decided from the command and the instant passed in. Nothing in this package reads a clock, starts
/// a thread or knows about HTTP. Start reading at [LockTable#apply].
///
/// ```
/// acquire ──► queued ──► held ──► released          a session without heartbeats is over:
///                │         └────► expired           all it holds is expired, the oldest in line is next
///                └─ caller gave up ──► forgotten
/// ```
package dev.willow.locker.domain;
