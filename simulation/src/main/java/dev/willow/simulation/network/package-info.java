/// Calls between processes: they take time, get lost on their way there or back, come late, and find nobody.
package dev.willow.simulation.network;
