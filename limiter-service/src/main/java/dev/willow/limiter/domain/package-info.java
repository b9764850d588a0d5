/// The limit table: rules and their overrides, counters and the leases in them, and who waits for room.
///
/// What limits compare is kept as sums, one per rule (or override) and group, so that an addition looks at one number
/// for each limit that applies to it, however many counters and other rules there are.
///
/// ```
/// addition ──► Gate ── the Locker's lock of every group it compares ──► Add ──► RuleBook  what applies?
///               │            (soft: GroupLocks)                        (log)      │
///               └── Locker away: refused                                          ▼
///                                                   fits: all sums change ◄── Applying ──► refused, or WaitingLine
/// ```
///
/// Everything is decided from the command and the instant passed in. Nothing in this package reads a clock, starts a
/// thread or knows about HTTP. Start reading at [LimitTable#apply]. [Additions] is the way shown above, [Turns] says whose
/// turn it is, locks through Locker are in [GroupLocks], and what can be looked at is in [LimitView].
package dev.willow.limiter.domain;
