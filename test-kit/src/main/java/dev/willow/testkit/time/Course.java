package dev.willow.testkit.time;

import dev.willow.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Moves time from one moment at which something falls due to the next, and lets everything settle at each.
public final class Course {
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KitClock clock;
    private final Activity activity;
    private final List<Engine<?, ?>> engines;
    private volatile Duration patience = PATIENCE;
    private volatile boolean hasEnded;

    public Course(KitClock clock, Activity activity, List<? extends Engine<?, ?>> engines) {
        this.clock = clock;
        this.activity = activity;
        this.engines = List.copyOf(engines);
        clock.movedBy(this);
    }

    /// @param time how long, by the clock of the machine, what goes on may take to come to its end
    public void patience(Duration time) {
        patience = time;
    }

    /// Time stands still from now on.
    public void end() {
        hasEnded = true;
    }

    /// @param by not negative
    /// @throws IllegalStateException if something did not come to its end
    public void advance(Duration by) throws InterruptedException {
        advanceUntil(new CompletableFuture<>(), by);
    }

    /// Stops early if the event happens on the way.
    void advanceUntil(CompletableFuture<?> event, Duration longest) throws InterruptedException {
        refuseTasks();
        synchronized (this) {
            Instant target = clock.wall().plus(longest);
            Optional<Instant> due = settled(false);
            while (!event.isDone() && clock.wall().isBefore(target)) {
                clock.moveTo(due.filter(next -> next.isBefore(target)).orElse(target));
                due = settled(false);
            }
        }
    }

    /// Returns when nothing more happens unless time moves on or somebody makes a call.
    ///
    /// @throws IllegalStateException if something did not come to its end
    public void settle() throws InterruptedException {
        refuseTasks();
        synchronized (this) {
            settled(false);
        }
    }

    /// Returns when what the services have begun has come to its end, whatever clients do meanwhile.
    ///
    /// @throws IllegalStateException if something did not come to its end
    public void settleServices() throws InterruptedException {
        if (!hasEnded) settled(true);
    }

    /// Before it could wait for another thread that waits for it.
    private void refuseTasks() {
        if (activity.ofThisThread().isPresent())
            throw new IllegalStateException("the kit waits for this thread, so another one has to move its time");
    }

    /// @return when the next thing falls due
    private Optional<Instant> settled(boolean onlyServices) throws InterruptedException {
        if (hasEnded) throw new IllegalStateException("the kit is closed");
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            long calm = activity.awaitCalm(onlyServices, end);
            List<Instant> due = Stream.concat(
                            clock.nextAlarm().stream(), engines.stream().map(engine -> nextOf(engine, end)).flatMap(Optional::stream))
                    .toList();
            Optional<Instant> next = due.stream().min(Instant::compareTo);
            boolean isCalm = activity.wasCalmSince(onlyServices, calm);
            if (isCalm && (onlyServices || next.filter(it -> !it.isAfter(clock.wall())).isEmpty())) return next;
            if (System.nanoTime() - end >= 0) throw new IllegalStateException("there is always something due at " + clock.wall());
        }
    }

    private static Optional<Instant> nextOf(Engine<?, ?> engine, long end) {
        try {
            return engine.idle().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("an engine has not come to rest", late);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("an engine does not run", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
