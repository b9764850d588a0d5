/// The state machine that the engine hosts: the table, and the dispatcher beside it.
package dev.willow.queue.domain.machine;
