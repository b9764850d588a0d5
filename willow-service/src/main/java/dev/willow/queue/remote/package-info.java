/// What the queues ask of the Limiter.
///
/// ```
/// AskLimiter ──► AskLane ──────┐                                   ┌──► answered
///                              ├── LimiterPort ── HTTP ── Limiter ──┤
/// GiveBack, SetLimit,          │                                   ├──► answered after the ack's leases are removed
/// Repair ──────► OrderedLane ──┤                                   │
///                              │                                   │
/// Reconcile ───► LimiterLink ──┘  one room feed, kept open ◄───────┴──► hear, reconcile, limiterLost, limiterBack
/// ```
///
/// Questions and removals travel in batches: what waits while a call is under way goes with the next. Start at [LimiterEffects].
package dev.willow.queue.remote;
