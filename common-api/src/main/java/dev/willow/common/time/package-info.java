/// Time, and threads for the background, as the services and the client library need them. What waits or retries there waits
/// by a [Ticker], so that a test, or a program that holds all services in one process, can move time by hand.
package dev.willow.common.time;
