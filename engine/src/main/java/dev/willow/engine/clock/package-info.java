/// Where an engine's time comes from: the machine's clocks, or a test's hand.
package dev.willow.engine.clock;
