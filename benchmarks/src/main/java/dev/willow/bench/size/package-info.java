/// What the services take of a machine for what they keep, the figures of `docs/operations/sizing.md`.
package dev.willow.bench.size;
