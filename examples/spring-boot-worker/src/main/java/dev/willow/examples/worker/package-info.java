/// A worker that builds what is pushed into a queue. Start at [Builder].
package dev.willow.examples.worker;
