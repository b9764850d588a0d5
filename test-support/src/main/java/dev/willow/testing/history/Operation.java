package dev.willow.testing.history;

import java.util.Optional;

/// One call as its caller saw it.
///
/// @param caller   who called, for people who read a history
/// @param output   what came back; empty if the answer was lost: the call then took effect at some time in its span, or
///                 never
/// @param called   when it began, in nanoseconds of the recorder's clock
/// @param returned when its answer came; for a lost one, when it can have taken effect at the latest
public record Operation<I, O>(int caller, I input, Optional<O> output, long called, long returned) {
    /// The end of a call that may take effect for ever.
    public static final long NEVER = Long.MAX_VALUE;

    public Operation {
        if (returned < called) throw new IllegalArgumentException("a call returned before it began: " + called + " to " + returned);
    }

    public boolean isLost() {
        return output.isEmpty();
    }

    /// The same span of the same caller, with what it means elsewhere.
    public <J, P> Operation<J, P> as(J otherInput, Optional<P> otherOutput) {
        return new Operation<>(caller, otherInput, otherOutput, called, returned);
    }

    public boolean overlaps(Operation<?, ?> other) {
        return called <= other.returned && other.called <= returned;
    }

    @Override
    public String toString() {
        String end = returned == NEVER ? "" : millis(returned);
        return "[%s..%s] #%d %s -> %s".formatted(
                millis(called), end, caller, input, output.map(Object::toString).orElse("(lost)"));
    }

    private static String millis(long nanos) {
        return "%.3f ms".formatted(nanos / 1e6);
    }
}
