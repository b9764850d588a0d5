package dev.willow.locker.domain;

/// What somebody wants a lock to be while they hold it.
///
/// With one place (`maxHolders` 1, the default) the mode decides: one exclusive holder, or any number of shared ones.
/// With more it is a semaphore: that many holders, whatever mode they named.
///
/// @param maxHolders at least 1; all who hold or wait for a lock name the same number
public record Claim(Mode mode, int maxHolders) {
    public static final Claim EXCLUSIVE = new Claim(Mode.EXCLUSIVE, 1);
    public static final Claim SHARED = new Claim(Mode.SHARED, 1);

    public Claim {
        if (maxHolders < 1) throw new IllegalArgumentException("a lock has at least one place, was " + maxHolders);
    }

    public boolean isSemaphore() {
        return maxHolders > 1;
    }
}
