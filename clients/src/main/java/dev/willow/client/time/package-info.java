/// Time as the client library needs it. Everything in the library that waits, waits by a [Ticker], so that a test can
/// move it by hand.
package dev.willow.client.time;
