/// Load over HTTP: callers, each with a connection of its own, and what they measure.
///
/// The client is as small as it can be, since it runs beside what it measures: a general one would measure itself.
package dev.willow.bench.load;
