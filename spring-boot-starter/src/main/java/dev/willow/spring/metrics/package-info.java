/// What Micrometer is told of listeners.
package dev.willow.spring.metrics;
