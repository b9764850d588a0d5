/// The durable host of a deterministic state machine. It knows no service.
///
/// A service brings a [StateMachine] and asks its [Engine] to run requests against it. The engine writes commands to
/// a log before anything moves, applies them one at a time in log order, wakes whoever an event answers, and keeps
/// the answers of idempotent requests. What is behind the log (Apache Ratis, or plain memory for tests) shows nowhere.
///
/// ```
/// request ──► soft step ──► commands ──► gathered into one log entry ──► on disk ──► apply ──► events ──► answer
///              (unlogged)      ▲                                                                  │
///                              └──── outcome of an effect (a call to another service) ◄───────────┘
/// ```
package dev.willow.engine;
