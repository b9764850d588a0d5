package dev.willow.engine.writer;

import dev.willow.engine.Command;
import dev.willow.engine.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// What is gathered for the log, kept in memory until it comes back: on the leader it is applied from here.
sealed interface Pending<C extends Command, E extends Event> {

    /// A command.
    ///
    /// @param item    as it is written
    /// @param isAhead whether it was carried out already, so that nobody waits for it
    /// @param done    completed with its events, if anybody asked
    record Work<C extends Command, E extends Event>(
            C command, Entry.Item.Command item, boolean isAhead, Optional<CompletableFuture<List<E>>> done) implements Pending<C, E> {}

    /// An answer that no command led to: it is told when it is kept.
    record Keep<C extends Command, E extends Event>(Waiter<E> waiter, E answer, Entry.Item.Answer item)
            implements Pending<C, E> {}

    /// Nothing to write; what waits for a proof that this node still leads.
    ///
    /// @param proven runs when the entry is applied
    /// @param failed runs when it will not be
    record Barrier<C extends Command, E extends Event>(Runnable proven, Consumer<RuntimeException> failed)
            implements Pending<C, E> {}

    /// Whether somebody waits for it to be written.
    default boolean isUrgent() {
        return !(this instanceof Work<C, E> work && work.isAhead());
    }

    /// At least as many bytes as it takes in an entry.
    default int size() {
        return switch (this) {
            case Work<C, E> work -> EntryFormat.sizeOf(work.item());
            case Keep<C, E> keep -> EntryFormat.sizeOf(keep.item());
            case Barrier<C, E> _ -> 0;
        };
    }

    /// What of it is written.
    default Optional<Entry.Item> written() {
        return switch (this) {
            case Work<C, E> work -> Optional.of(work.item());
            case Keep<C, E> keep -> Optional.of(keep.item());
            case Barrier<C, E> _ -> Optional.empty();
        };
    }

    /// It will not be applied here. (A kept answer's callers are told with all others that wait.)
    default void fail(RuntimeException reason) {
        switch (this) {
            case Work<C, E> work -> work.done().ifPresent(done -> done.completeExceptionally(reason));
            case Keep<C, E> _ -> {}
            case Barrier<C, E> barrier -> barrier.failed().accept(reason);
        }
    }
}
