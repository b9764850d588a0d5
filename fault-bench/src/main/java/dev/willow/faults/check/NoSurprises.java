package dev.willow.faults.check;

import dev.willow.faults.history.History;
import java.util.List;

/// Nobody gets an answer that means a defect.
final class NoSurprises implements Check {
    @Override
    public List<Violation> violations(History history) {
        return history.surprises().stream()
                .map(surprise -> new Violation("no surprises", surprise.what() + " at " + surprise.at()))
                .toList();
    }
}
