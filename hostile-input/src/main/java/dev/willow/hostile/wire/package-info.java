/// HTTP by hand: what no client of good manners would send. Start at [Line].
package dev.willow.hostile.wire;
