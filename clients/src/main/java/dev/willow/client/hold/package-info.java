/// Locks and items in hand: each is kept by heartbeats until it is closed, and says when it is lost.
///
/// Start at [Locks] for locks and at [Items] for the items of a queue. What they give out is a [Hold]. One alarm clock
/// serves all holds; none has a thread of its own.
///
/// ```
///             accepted: full time from when it was sent
///               ┌──────┐
/// granted ──► held ────┴──► closed          gives it back
///               │
///               └── refused, or none accepted in time ──► lost     says so, once, and refuses to pretend
/// ```
package dev.willow.client.hold;
