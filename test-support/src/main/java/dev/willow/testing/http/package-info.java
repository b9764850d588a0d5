/// Calls over HTTP as a program makes them that knows only the contract. Start at [Http].
package dev.willow.testing.http;
