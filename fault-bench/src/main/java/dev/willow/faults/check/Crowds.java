package dev.willow.faults.check;

import dev.willow.faults.history.Holding;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who holds something at the same time.
final class Crowds {
    private Crowds() {}

    /// Shows all that are certainly held at one moment, for each moment at which one is added.
    static <T> void forEach(List<T> all, Function<T, Holding> holding, Consumer<List<T>> look) {
        List<T> byStart = all.stream()
                .filter(each -> !holding.apply(each).isEmpty())
                .sorted(Comparator.comparingLong(each -> holding.apply(each).from()))
                .toList();
        PriorityQueue<T> present = new PriorityQueue<>(Comparator.comparingLong(each -> holding.apply(each).until()));
        for (T next : byStart) {
            long now = holding.apply(next).from();
            while (!present.isEmpty() && holding.apply(present.peek()).until() <= now) present.poll();
            present.add(next);
            look.accept(present.stream().collect(Collectors.toUnmodifiableList()));
        }
    }
}
