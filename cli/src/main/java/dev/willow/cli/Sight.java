package dev.willow.cli;

import dev.willow.client.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks one service during one look, until it is found to be away.
final class Sight {
    private final String service;
    private final List<String> away = new ArrayList<>();

    Sight(String service) {
        this.service = service;
    }

    /// @return empty if the service is away
    <T> Optional<T> of(Supplier<T> question) {
        if (!away.isEmpty()) return Optional.empty();
        try {
            return Optional.of(question.get());
        } catch (UnavailableException unreachable) {
            away.add(service + ": " + unreachable.getMessage());
            return Optional.empty();
        }
    }

    /// What to say of it; empty if it answers.
    List<String> away() {
        return away;
    }
}
