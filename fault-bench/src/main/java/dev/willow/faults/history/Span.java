package dev.willow.faults.history;

/// From when a call was made to when its answer came, or was given up. What the call did was done in between; if it was given up, then
/// or later.
public record Span(long from, long to) {
    public Span {
        if (to < from) throw new IllegalArgumentException("a call is answered after it is made: " + from + " to " + to);
    }

    /// Whether this was certainly over when the other began.
    public boolean isBefore(Span other) {
        return to < other.from;
    }
}
