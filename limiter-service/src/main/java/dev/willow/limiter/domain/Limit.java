package dev.willow.limiter.domain;

/// How large the sum of a group may get.
public sealed interface Limit {
    Limit UNLIMITED = new Unlimited();

    record Unlimited() implements Limit {}

    /// @param places not negative; 0 lets nothing in
    record AtMost(long places) implements Limit {
        public AtMost {
            if (places < 0) throw new IllegalArgumentException("a limit is not negative, was " + places);
        }
    }

    static Limit atMost(long places) {
        return new AtMost(places);
    }

    /// How many more fit beside a sum that is there: 0 if it is at the limit or above, `Long.MAX_VALUE` if unlimited.
    default long placesBeside(long sum) {
        return switch (this) {
            case Unlimited _ -> Long.MAX_VALUE;
            case AtMost(long places) -> Math.max(0, places - sum);
        };
    }
}
