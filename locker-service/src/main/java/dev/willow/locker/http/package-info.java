/// The REST edge of Locker: JSON to command, event to JSON, refusal to problem.
///
/// Start at [LockController]. Nothing is decided here but what is wrong with a request in itself.
package dev.willow.locker.http;
