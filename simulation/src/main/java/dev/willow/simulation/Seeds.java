package dev.willow.simulation;

import dev.willow.simulation.service.Defect;
import dev.willow.simulation.time.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Plays many seeds, on as many threads as there are processors, each run on one.
public final class Seeds {
    private Seeds() {}

    /// @param goesOn gets each result, one after the other; whether to play on
    public static void play(long from, long count, Defect defect, Predicate<Run.Result> goesOn) {
        AtomicLong next = new AtomicLong(from);
        AtomicBoolean isOver = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = Runtime.getRuntime().availableProcessors(); i > 0; i--)
            threads.add(Thread.ofPlatform().name("seeds").start(() -> {
                for (long seed; !isOver.get() && (seed = next.getAndIncrement()) < from + count; ) {
                    Run.Result result = Run.of(seed, defect, Trace.unread());
                    synchronized (goesOn) {
                        if (!goesOn.test(result)) isOver.set(true);
                    }
                }
            }));
        try {
            for (Thread thread : threads) thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
