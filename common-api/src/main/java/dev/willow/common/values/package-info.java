/// Typed values and the sets of key-values that name everything in Willow: a channel, a lock, a counter.
///
/// Values are equal only when type and data are equal, and ordered by type number first, then by value.
/// Nothing here knows JSON; [dev.willow.common.json] reads and writes it. Start at [KeyValues].
package dev.willow.common.values;
