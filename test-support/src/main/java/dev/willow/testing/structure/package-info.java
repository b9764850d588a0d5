/// Walls that modules have in common, as ArchUnit rules. Start at [ServiceWalls].
package dev.willow.testing.structure;
