package dev.willow.testing.history.lock;

/// How somebody wants to hold a lock.
///
/// @param shared whether beside others who share it
/// @param places how many may hold it, whatever they share; 1 for a lock that is no semaphore
public record Claim(boolean shared, int places) {
    public static final Claim EXCLUSIVE = new Claim(false, 1);
    public static final Claim SHARED = new Claim(true, 1);

    public static Claim oneOf(int places) {
        return new Claim(false, places);
    }

    boolean isSemaphore() {
        return places > 1;
    }

    @Override
    public String toString() {
        return isSemaphore() ? "one of " + places : shared ? "shared" : "exclusive";
    }
}
