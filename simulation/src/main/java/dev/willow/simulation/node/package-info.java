/// An engine as the product has it, on a disk and with threads that are simulated: what it had made durable is what a crash
/// leaves.
package dev.willow.simulation.node;
