package dev.willow.system;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How long somebody certainly had a place: from the moment when it was told so until it began to give the place back.
///
/// @param place such as the counter that it is in
/// @param from  by a clock that all stays share, in nanoseconds
/// @param to    likewise
record Stay(String who, String place, long from, long to) {

    /// @return those that were there together when more than so many were; empty if that never happened
    static Optional<List<Stay>> beyond(int limit, List<Stay> stays) {
        List<Stay> inside = new ArrayList<>();
        for (Stay next : stays.stream().sorted(Comparator.comparingLong(Stay::from)).toList()) {
            inside.removeIf(other -> other.to <= next.from);
            inside.add(next);
            if (inside.size() > limit) return Optional.of(List.copyOf(inside));
        }
        return Optional.empty();
    }
}
