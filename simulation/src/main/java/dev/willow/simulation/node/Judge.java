package dev.willow.simulation.node;

import java.util.Optional;
import java.util.function.Supplier;

/// Keeps the first promise that was found broken. What finds it may be in the midst of something that catches what is thrown.
public final class Judge {
    private Violation first;

    public void require(boolean isKept, Supplier<String> promise) {
        if (!isKept) blame(new Violation(promise.get()));
    }

    public void blame(Violation violation) {
        if (first == null) first = violation;
    }

    public Optional<Violation> verdict() {
        return Optional.ofNullable(first);
    }
}
