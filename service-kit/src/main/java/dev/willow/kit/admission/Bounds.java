package dev.willow.kit.admission;

/// What there may be at a time.
///
/// @param waiting callers that wait for what others do
/// @param calls   all other calls under way
/// @param transit bytes of large bodies and of large answers
public record Bounds(int waiting, int calls, long transit) {
    /// What a call takes of the heap while it is under way, by measurement (`docs/operations/sizing.md`), with a little more for what it says.
    private static final long PER_CALL = 64 << 10;
    /// What a connection takes on which nothing happens.
    private static final long PER_CONNECTION = 6 << 10;
    private static final long LEAST_TRANSIT = 4 << 20;

    public Bounds {
        positive("waiting", waiting);
        positive("calls", calls);
        positive("transit", transit);
    }

    /// What a heap bears beside what the service keeps: a sixth of it for those who wait, a twentieth for the others (and once more for those
    /// whose bodies are on their way), and a 32nd for what is large, which becomes several times that while it is read or written. A collector
    /// needs room as well.
    ///
    /// @param heap bytes
    public static Bounds ofHeap(long heap) {
        return new Bounds(
                within(100, heap / 6 / PER_CALL, 100_000), within(64, heap / 20 / PER_CALL, 10_000), Math.max(LEAST_TRANSIT, heap / 32));
    }

    /// How many connections a heap bears, those that wait included: an eighth of it.
    public static int connectionsOfHeap(long heap) {
        return within(1_000, heap / 8 / PER_CONNECTION, 20_000);
    }

    private static int within(int least, long number, int most) {
        return Math.clamp(number, least, most);
    }

    private static void positive(String name, long number) {
        if (number <= 0) throw new IllegalArgumentException(name + " must be positive, was " + number);
    }
}
