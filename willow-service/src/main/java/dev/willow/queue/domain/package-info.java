/// The words of the queue: items, commands, events, refusals. Plain data.
///
/// What happens to it is decided in two places. [dev.willow.queue.domain.table] is the hard state, changed by logged
/// commands alone. [dev.willow.queue.domain.dispatch] is the soft state beside it: who waits, what is ready, what is held
/// back, what the Limiter was asked. [dev.willow.queue.domain.machine] joins the two for the engine.
///
/// Nothing below this package reads a clock, rolls dice, starts a thread or knows about HTTP.
package dev.willow.queue.domain;
