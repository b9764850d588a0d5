/// What an HTTP service costs that does nothing, on the same stack: the floor under the figures of the services.
package dev.willow.bench.floor;
