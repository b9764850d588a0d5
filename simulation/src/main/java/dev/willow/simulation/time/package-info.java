/// Simulated time: what is to happen, in its order, on one thread.
package dev.willow.simulation.time;
