package dev.willow.engine.writer;

import dev.willow.engine.Command;
import dev.willow.engine.Event;
import dev.willow.engine.StateMachine;
import java.time.Instant;
import java.util.List;

/// What entries of the log make of: the machine's hard state, the keys, the epoch and the last stamp.
final class HardState<C extends Command, E extends Event, S> {
    private final StateMachine<C, E, S> machine;
    private final KeyTable<E> keys;
    private static final long NO_EPOCH = 0;

    private long epoch = NO_EPOCH;
    private long sequence;
    private Instant stamp = Instant.EPOCH;
    /// The state is that of a backup, and nobody has taken over since.
    private boolean isFromBackup;
    /// As of the last entry, for threads that only want to know about how many.
    private volatile int keptAnswers;

    HardState(StateMachine<C, E, S> machine, KeyTable<E> keys) {
        this.machine = machine;
        this.keys = keys;
    }

    /// @param machine the machine's own picture
    record Picture<S>(long epoch, long sequence, Instant stamp, KeyTable.Picture keys, S machine) {
        /// As another log may begin with it: no epoch of this log says anything there.
        Picture<S> forBackup() {
            return new Picture<>(NO_EPOCH, 0, stamp, keys, machine);
        }

        private boolean isBackup() {
            return epoch == NO_EPOCH;
        }
    }

    KeyTable<E> keys() {
        return keys;
    }

    /// How many answers were kept when the last entry came; for any thread.
    int keptAnswers() {
        return keptAnswers;
    }

    /// The stamp of the last entry.
    Instant stamp() {
        return stamp;
    }

    /// Turns to the next entry.
    ///
    /// @return whether it is its turn; otherwise it was written by a leader that has been replaced, and is skipped
    boolean turnTo(Entry.Header entry) {
        boolean inTurn = entry.beginsEpoch() || entry.epoch() == epoch && entry.sequence() == sequence + 1;
        if (!inTurn) return false;
        epoch = entry.epoch();
        sequence = entry.sequence();
        if (entry.stamp().isAfter(stamp)) stamp = entry.stamp();
        keys.expire(stamp);
        keptAnswers = keys.size();
        return true;
    }

    List<E> takeOver() {
        keys.takeOver();
        boolean isFirst = isFromBackup;
        isFromBackup = false;
        return isFirst ? machine.takeOverFromBackup(stamp) : machine.takeOver(stamp);
    }

    List<E> apply(C command, List<Keyed> keyed) {
        for (Keyed each : keyed) keys.named(each, stamp);
        List<E> events = machine.apply(command, stamp);
        for (E event : events) {
            keepAnswer(event);
            event.decides().ifPresent(decided -> keepAnswer(HardState.<E>ofSameFamily(decided)));
        }
        return events;
    }

    private void keepAnswer(E event) {
        event.answers().ifPresent(request -> keys.answered(request, event, stamp));
    }

    /// A machine has one family of events; what one of them decides is of it too.
    @SuppressWarnings("unchecked")
    private static <E extends Event> E ofSameFamily(Event decided) {
        return (E) decided;
    }

    void keep(Keyed keyed, E answer) {
        keys.keep(keyed.key(), answer, stamp);
    }

    /// Whether a picture taken now stands for the log up to the last entry.
    boolean isAtLog() {
        return machine.isAtLog();
    }

    Picture<S> capture() {
        return new Picture<>(epoch, sequence, stamp, keys.capture(), machine.capture());
    }

    void restore(Picture<S> picture) {
        epoch = picture.epoch();
        sequence = picture.sequence();
        stamp = picture.stamp();
        isFromBackup = picture.isBackup();
        keys.restore(picture.keys());
        machine.restore(picture.machine());
    }
}
