/// The services, and what is there in them while they are tried. Start at [Stage].
package dev.willow.hostile.stage;
