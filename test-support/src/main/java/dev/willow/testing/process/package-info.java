/// Processes that a test starts, kills and reads. Start at [RunningProcess].
package dev.willow.testing.process;
