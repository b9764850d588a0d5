package dev.willow.hostile.judge;

/// @param promise that was broken, in a few words
/// @param what    happened, for people
public record Violation(String promise, String what) {
    @Override
    public String toString() {
        return promise + ": " + what;
    }
}
