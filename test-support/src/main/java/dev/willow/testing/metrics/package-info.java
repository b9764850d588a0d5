/// What a service says of itself at `/actuator/prometheus`, read.
package dev.willow.testing.metrics;
