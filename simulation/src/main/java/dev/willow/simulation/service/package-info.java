/// The three services, without HTTP: the product's machines, desks, effects and stored forms, put together as their wiring does.
package dev.willow.simulation.service;
