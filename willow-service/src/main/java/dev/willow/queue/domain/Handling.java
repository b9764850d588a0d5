package dev.willow.queue.domain;

import java.time.Duration;

/// How an item is to be treated.
///
/// @param updateable whether a later item may overwrite it while it is the last that waits
/// @param retries    how often it may be tried again
/// @param position   where it goes then
/// @param timeout    how long a consumer has without a heartbeat; positive
public record Handling(boolean updateable, Retries retries, RetryPosition position, Duration timeout) {}
