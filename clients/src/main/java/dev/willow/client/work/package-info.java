/// Workers: take items, do the work in a handler, and end each item by what the handler says.
///
/// Start at [WillowWorker].
package dev.willow.client.work;
