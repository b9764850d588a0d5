/// The hard state: queues, their channels, and the items in them. Changed by logged commands alone, in log order, so that a
/// replay gives the same.
///
/// Start at [QueueTable#apply]; [Items] is what happens to items, and [Returns] holds the rules for an item that comes back.
package dev.willow.queue.domain.table;
