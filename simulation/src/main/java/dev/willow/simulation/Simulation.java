package dev.willow.simulation;

import dev.willow.simulation.time.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Plays seeds, by hand.
///
/// ```
/// simulation                    1,000 seeds from a random one on
/// simulation --seeds 20000      that many
/// simulation --from 17          from that seed on
/// simulation --seed 17          that one, with all that happens in it
/// ```
public final class Simulation {
    private Simulation() {}

    public static void main(String[] words) {
        Arguments arguments = Arguments.of(List.of(words));
        if (arguments.single().isPresent()) {
            show(Run.of(arguments.single().get(), arguments.defect(), Trace.readBy(System.out::println)));
            return;
        }
        long begun = System.nanoTime();
        AtomicLong steps = new AtomicLong();
        List<Run.Result> broken = new ArrayList<>();
        Seeds.play(arguments.from(), arguments.seeds(), arguments.defect(), result -> {
            steps.addAndGet(result.steps());
            if (result.violation().isEmpty()) return true;
            broken.add(result);
            show(result);
            return broken.size() < arguments.most();
        });
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%,d seeds from %d on, %,d steps, %.1f s: %d broke a promise%n",
                arguments.seeds(), arguments.from(), steps.get(), seconds, broken.size());
        if (!broken.isEmpty()) System.exit(1);
    }

    private static void show(Run.Result result) {
        System.out.printf("seed %d, %d steps, trace %016x: %s%n", result.seed(), result.steps(), result.hash(),
                result.violation().map(Throwable::getMessage).orElse("all promises were kept"));
        result.violation().map(Throwable::getCause).ifPresent(cause -> cause.printStackTrace(System.out));
    }
}
