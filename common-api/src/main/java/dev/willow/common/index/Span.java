package dev.willow.common.index;

import java.util.function.Predicate;

/// A stretch of an ordered sequence, by its two ends. An end is a predicate that holds for a key and then for all smaller ones
/// too, so that "from the first string on" needs no smallest string.
///
/// @param before holds for what comes before the stretch
/// @param upTo   holds for what comes before the end of the stretch, itself included
record Span<K>(Predicate<? super K> before, Predicate<? super K> upTo) {

    static <K> Span<K> all() {
        return new Span<>(key -> false, key -> true);
    }
}
