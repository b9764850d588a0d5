package dev.willow.simulation.node;

import dev.willow.engine.Command;
import dev.willow.engine.Event;
import java.util.List;
import java.util.Optional;

/// What the entries of one log have led to so far, told once however often they are replayed.
///
/// @param <S> the machine's picture
public final class History<C extends Command, E extends Event, S> {
    private final String name;
    private final Reader<C, E, S> reader;
    private final Judge judge;
    private long index;
    private int ordinal;
    private S latest;
    private long changes;

    /// Hears of each change once.
    public interface Reader<C extends Command, E extends Event, S> {
        /// @param at      when the entry was sealed; the services count from then
        /// @param command none: a process took over
        /// @param before  none: the first of all
        void changed(long at, Optional<C> command, List<E> events, Optional<S> before, S after);

        /// Of what happened, durable or not.
        void happened(E event);
    }

    public History(String name, Judge judge, Reader<C, E, S> reader) {
        this.name = name;
        this.judge = judge;
        this.reader = reader;
    }

    /// The state as of all that is durable and was applied.
    public Optional<S> latest() {
        return Optional.ofNullable(latest);
    }

    /// How many changes there were.
    public long changes() {
        return changes;
    }

    Reader<C, E, S> reader() {
        return reader;
    }

    boolean knows(long ofIndex, int ofOrdinal) {
        return ofIndex < index || ofIndex == index && ofOrdinal <= ordinal;
    }

    /// What was applied before is there: nobody takes over, and nothing is changed, on less.
    void requireWhole(S picture) {
        judge.require(latest == null || latest.equals(picture),
                () -> name + " has another state than its log had led to: " + picture + " instead of " + latest);
    }

    void add(long ofIndex, int ofOrdinal, long at, Optional<C> command, List<E> events, S after) {
        Optional<S> before = latest();
        index = ofIndex;
        ordinal = ofOrdinal;
        latest = after;
        changes++;
        reader.changed(at, command, events, before, after);
    }
}
