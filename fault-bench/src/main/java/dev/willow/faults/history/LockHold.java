package dev.willow.faults.history;

/// A lock that somebody had.
///
/// @param lock   names the key-values
/// @param atOnce how many holders the lock may have while this one has it: 1 if it is exclusive, [#SHARED] if shared
/// @param token  the fencing token
public record LockHold(String lock, int atOnce, long token, Holding holding) {
    public static final int EXCLUSIVE = 1;
    public static final int SHARED = Integer.MAX_VALUE;
}
