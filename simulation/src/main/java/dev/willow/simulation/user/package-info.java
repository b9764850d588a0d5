/// Those who use the services: they ask, ask again, hang up and die.
package dev.willow.simulation.user;
