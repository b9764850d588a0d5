/// Chance that can be played again. Start at [Seeds].
package dev.willow.testing.random;
