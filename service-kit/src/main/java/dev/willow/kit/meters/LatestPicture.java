package dev.willow.kit.meters;

import dev.willow.common.time.Ticker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What gauges show of a state machine: one look at it serves all of them, and is taken anew only when somebody asks and it has
/// become old. Whoever asks waits for it, but not for long: an engine that does not answer is not asked again by each gauge.
///
/// Safe for use by many threads.
public final class LatestPicture<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final long refreshNanos;
    private final Supplier<CompletableFuture<T>> look;
    private final Consumer<T> shown;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile T picture;
    private volatile boolean isThere;
    private volatile boolean wasAsked;
    private volatile long askedAt;

    /// @param refresh how old it may be
    /// @param look    takes it; fails while the service cannot serve
    /// @param shown   told each that was taken
    public LatestPicture(Ticker ticker, Duration refresh, Supplier<CompletableFuture<T>> look, Consumer<T> shown) {
        this.ticker = ticker;
        this.refreshNanos = refresh.toNanos();
        this.look = look;
        this.shown = shown;
    }

    /// Shows this number of the picture; nothing while there is none to be had.
    public void gauge(MeterRegistry meters, String name, String unit, String description, ToDoubleFunction<T> number) {
        Gauge.builder(name, this, self -> self.latest(number)).baseUnit(unit).description(description)
                .strongReference(true).register(meters);
    }

    /// Shows a number that only grows.
    public void counter(MeterRegistry meters, String name, String description, ToDoubleFunction<T> number) {
        FunctionCounter.builder(name, this, self -> self.last(number)).description(description).register(meters);
    }

    private double latest(ToDoubleFunction<T> number) {
        refresh();
        return isThere ? number.applyAsDouble(picture) : Double.NaN;
    }

    /// A counter that went away and came back would look as if it had been counted twice.
    private double last(ToDoubleFunction<T> number) {
        refresh();
        T known = picture;
        return known == null ? 0 : number.applyAsDouble(known);
    }

    /// Looks again if the last look is too old. Others who ask meanwhile wait for the same look.
    public void refresh() {
        if (isFresh()) return;
        looking.lock();
        try {
            if (!isFresh()) lookAgain();
        } finally {
            looking.unlock();
        }
    }

    private boolean isFresh() {
        return wasAsked && ticker.nanos() - askedAt < refreshNanos;
    }

    private void lookAgain() {
        isThere = false;
        try {
            CompletableFuture<T> taken = look.get();
            ticker.await(taken, PATIENCE);
            if (taken.state() == Future.State.SUCCESS) {
                picture = taken.resultNow();
                isThere = true;
                shown.accept(picture);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            askedAt = ticker.nanos();
            wasAsked = true;
        }
    }
}
