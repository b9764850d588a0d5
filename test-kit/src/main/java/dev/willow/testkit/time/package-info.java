/// The clock of a kit, what goes on in it, and how both move on together. Start at [Course].
package dev.willow.testkit.time;
