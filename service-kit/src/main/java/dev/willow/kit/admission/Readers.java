package dev.willow.kit.admission;

import java.util.LinkedHashSet;
import java.util.Set;

/// Calls whose bodies are still on their way. They are counted apart, so that slow senders keep out nobody whose body is there. When there
/// are many, those that have been at it for longest give way, so that they do not keep out each other either.
final class Readers {
    private final int many;
    private final Set<Stay> reading = new LinkedHashSet<>();

    /// @param many from which on the oldest give way; of twice as many there is no more
    Readers(int many) {
        this.many = many;
    }

    /// @return false if there are too many
    synchronized boolean begin(Stay stay) {
        if (reading.size() >= 2 * many) return false;
        reading.add(stay);
        if (reading.size() > many) reading.stream().filter(each -> !each.givesWay()).findFirst().ifPresent(Stay::giveWay);
        return true;
    }

    synchronized int size() {
        return reading.size();
    }

    synchronized void end(Stay stay) {
        reading.remove(stay);
    }
}
