/// What goes wrong on purpose. Start at [Fault]; [Deck] chooses.
package dev.willow.faults.fault;
