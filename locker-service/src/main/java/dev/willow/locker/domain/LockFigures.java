package dev.willow.locker.domain;

/// How much the lock table holds at a moment.
///
/// @param held         holds; a shared lock or a semaphore has several
/// @param locks        locks that something is kept for: held, waited for, or left behind by sessions that have ended
/// @param sessions     that are not over, those of single holds included
/// @param waiting      requests in line
/// @param fencingToken the last one given
public record LockFigures(int held, int locks, int sessions, int waiting, long fencingToken) {}
