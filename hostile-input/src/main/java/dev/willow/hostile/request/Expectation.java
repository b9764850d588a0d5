package dev.willow.hostile.request;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What may be answered.
///
/// @param statuses      that are right
/// @param mustRefuse    whether only a refusal is right
/// @param field         what a 400 has to name, or something in it; empty if that is not known
/// @param mayHangUp     whether to close the connection without an answer is right, since what was sent is no whole HTTP
/// @param isBatch       whether entries are answered one by one within a 200
public record Expectation(
        Set<Integer> statuses, boolean mustRefuse, Optional<String> field, boolean mayHangUp, boolean isBatch) {
    public Expectation {
        statuses = Set.copyOf(statuses);
    }

    /// Whatever the document says, but for what says that the service is at fault or cannot serve.
    static Expectation documented(Set<Integer> statuses, boolean isBatch) {
        Set<Integer> right = new TreeSet<>(statuses);
        right.removeIf(status -> status >= 500);
        return new Expectation(right, false, Optional.empty(), false, isBatch);
    }

    /// One of these refusals.
    public static Expectation refusal(Integer... statuses) {
        return new Expectation(Set.of(statuses), true, Optional.empty(), false, false);
    }

    /// A 400 that names this field.
    Expectation wrong(String path) {
        return new Expectation(isBatch ? Set.of(200, 400) : Set.of(400), true, Optional.of(path), false, isBatch);
    }

    Expectation naming(String path) {
        return new Expectation(statuses, mustRefuse, Optional.of(path), mayHangUp, isBatch);
    }

    /// A 400 that says where it is no JSON, or names a field in which something else is seen first.
    Expectation noJson() {
        return new Expectation(Set.of(400), true, Optional.of("$"), false, false);
    }

    /// These as well.
    Expectation or(Integer... more) {
        Set<Integer> all = new TreeSet<>(statuses);
        all.addAll(Set.of(more));
        return new Expectation(all, mustRefuse, field, mayHangUp, isBatch);
    }

    Expectation orHangUp() {
        return new Expectation(statuses, mustRefuse, field, true, isBatch);
    }
}
