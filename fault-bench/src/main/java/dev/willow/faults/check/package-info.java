/// What is wrong with a history, if anything. Pure: decided from the history alone. Each check is sound: what it finds has gone wrong,
/// whatever the calls whose answers were lost may have done. Start at [Checks].
package dev.willow.faults.check;
