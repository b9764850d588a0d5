package dev.willow.kit.meters;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/// Figures of things that users name, of which only so many are told apart.
///
/// @param figures by name, with those of all others under [#OTHER]
public record Named<F>(Map<String, F> figures) {
    public static final String OTHER = "other";

    public Named {
        figures = Map.copyOf(figures);
    }

    /// @param named  those that are told apart; one that is called like the others is put with them
    /// @param others what all others have together
    /// @param sum    adds up two
    public static <F> Named<F> of(Map<String, F> named, F others, BinaryOperator<F> sum) {
        Map<String, F> all = new LinkedHashMap<>(named);
        all.merge(OTHER, others, sum);
        return new Named<>(all);
    }
}
