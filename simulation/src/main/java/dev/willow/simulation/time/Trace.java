package dev.willow.simulation.time;

import java.util.function.Consumer;

/// What happened in a run, as one number: two runs that differ in anything worth telling have different ones.
public final class Trace {
    private static final long PRIME = 1_099_511_628_211L;

    private final Consumer<String> reader;
    private final boolean isRead;
    private long hash = 7;

    private Trace(Consumer<String> reader, boolean isRead) {
        this.reader = reader;
        this.isRead = isRead;
    }

    /// Only the number.
    public static Trace unread() {
        return new Trace(line -> {}, false);
    }

    public static Trace readBy(Consumer<String> reader) {
        return new Trace(reader, true);
    }

    public void add(long now, String who, String what) {
        hash = ((hash * PRIME + now) * PRIME + who.hashCode()) * PRIME + what.hashCode();
        if (isRead) reader.accept("%12.6f %-12s %s".formatted(now / 1e9, who, what));
    }

    public long hash() {
        return hash;
    }
}
