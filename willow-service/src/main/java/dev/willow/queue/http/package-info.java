/// The REST edge of Willow: JSON to command, event to JSON, refusal to problem.
///
/// Start at [ItemController]. Nothing is decided here but what is wrong with a request in itself.
package dev.willow.queue.http;
