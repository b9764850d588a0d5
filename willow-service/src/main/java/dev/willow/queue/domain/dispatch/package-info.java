/// The soft state: who waits for items, which channels could be served, which are held back by a limit, and what the Limiter
/// has been asked. It may be lost at any moment without breaking a promise; it only leads to commands, and the table
/// decides what they do.
///
/// ```
///                        ┌──────────── no item that is not asked for ◄─────────────┐
///                        ▼                                                         │
/// channel made ──► ready ──── a consumer matches ────► asking ──── let in ────► handed out
///                    ▲                                   │
///                    │                                   └── refused by a group ──► parked under it
///                    └──────────── the group is dissolved ◄─────────────────────────┘  │  ▲
///                                                     asking ◄── the group has credit ─┘  └── refused again
/// ```
///
/// Start at [Dispatcher]. [Matching] says whose turn it is, [Serving] asks the Limiter for a consumer, [HandOuts] bring it what was
/// let in; [ParkingLot] keeps what limits hold back, [Precedents] what refusals have taught; [Admissions] are enqueues that
/// need a place, [HeldItems] are the items that consumers keep by heartbeats.
package dev.willow.queue.domain.dispatch;
