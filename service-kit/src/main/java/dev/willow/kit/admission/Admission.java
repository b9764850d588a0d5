package dev.willow.kit.admission;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Lets calls in, as many as there is memory for. Those that wait for what others do have places of their own: they would otherwise keep out
/// the very calls that they wait for. And operators have a few, to see what goes on.
public final class Admission {
    /// Bodies and answers up to this size count as part of their call.
    public static final int SMALL = 8 << 10;
    private static final int OPERATORS = 16;
    /// Those who wait for news alone; a tenth of those who wait, if that is more.
    private static final int LISTENERS = 100;

    private final Stay.Places places;
    private final Semaphore operators = new Semaphore(OPERATORS);
    private final Semaphore farewells;
    private final Pace pace;
    private final Bounds bounds;

    public Admission(Bounds bounds, Pace pace) {
        this.bounds = bounds;
        this.pace = pace;
        places = new Stay.Places(
                new Semaphore(bounds.calls()), new Semaphore(bounds.waiting()), new Semaphore(Math.max(LISTENERS, bounds.waiting() / 10)),
                new Readers(Math.max(1, bounds.calls() / 2)), new Transit(bounds.transit()));
        farewells = new Semaphore(bounds.calls());
    }

    /// @return empty if as many calls are under way as may be
    public Optional<Stay> call() {
        return enter(places.calls());
    }

    /// @return empty if operators ask for as much as they may at a time
    public Optional<Stay> operatorsCall() {
        return enter(operators);
    }

    private Optional<Stay> enter(Semaphore gate) {
        return gate.tryAcquire() ? Optional.of(new Stay(gate, places)) : Optional.empty();
    }

    /// For those refused, while their last bytes are read: there are no more of them at a time than calls.
    public Semaphore farewells() {
        return farewells;
    }

    /// How many calls are under way now, without those that wait and those whose bodies are on their way.
    public int underWay() {
        return bounds.calls() - places.calls().availablePermits();
    }

    /// How many calls wait for the rest of their bodies.
    public int reading() {
        return places.readers().size();
    }

    /// Bytes of large bodies and answers that are here now.
    public long inTransit() {
        return places.transit().here();
    }

    public Pace pace() {
        return pace;
    }

    public Bounds bounds() {
        return bounds;
    }
}
