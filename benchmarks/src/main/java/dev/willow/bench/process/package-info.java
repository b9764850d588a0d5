/// The services as processes, started as their users start them.
package dev.willow.bench.process;
