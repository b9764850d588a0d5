/// What was asked of the services and what was answered, as those saw it who asked: plain data, with the nanoseconds of the bench's own
/// clock. Start at [History].
package dev.willow.faults.history;
