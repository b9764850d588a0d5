/// Whether what was answered is right. Start at [Judge].
package dev.willow.hostile.judge;
