/// Willow, the Limiter and Locker on one thread, with users, a network, disks and a clock that are played by one seed. After each
/// step a simple model says whether a promise was broken. Start at [Run].
package dev.willow.simulation;
