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
///
/// The link and the lanes have no threads. They act when they are called, when an answer comes, and when an alarm of the ticker rings,
/// each on the thread that brings it.
package dev.willow.queue.remote;
