/// How fast items go through Willow over HTTP, with all three services as processes.
package dev.willow.bench.queue;
