package dev.willow.common.backup;

import java.time.Instant;

/// What a backup says of itself.
///
/// @param service whose state it is: `willow`, `limiter` or `locker`
/// @param takenAt the service's time at which everything that was answered before is in it
public record BackupLabel(String service, Instant takenAt) {}
