package dev.willow.kit.host;

import java.util.Optional;

/// Something beside its engine that a service waits for before it says for the first time that it can serve.
@FunctionalInterface
public interface StartCondition {
    /// What is still waited for, in words for an operator; empty once it is there, and from then on.
    Optional<String> missing();
}
