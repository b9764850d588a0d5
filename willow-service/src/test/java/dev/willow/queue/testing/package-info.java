/// What the tests of the queue share: the machine in a world of its own, where nothing happens by itself.
package dev.willow.queue.testing;
