package dev.willow.faults.check;

/// A promise that was broken.
///
/// @param promise the check that found it
/// @param what    for people, with the moments in nanoseconds of the bench's clock
public record Violation(String promise, String what) {
    @Override
    public String toString() {
        return promise + ": " + what;
    }
}
