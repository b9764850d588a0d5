package dev.willow.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// A deterministic state machine. The engine calls one method at a time, and each sees what those before it did, so it
/// needs no locks.
///
/// Its *hard* state is what [#apply] and [#takeOver] make of the log: the same commands with the same instants give
/// the same state and events, here, after a restart and on another node. Beside it a machine may keep *soft* state
/// (deadlines moved by heartbeats, callers in line, what to try next). Soft state never decides what `apply` does; it
/// only leads to commands, which say by themselves what they do (`Expire(these holds)`, not "expire what is due").
///
/// @param <C> its commands, a sealed family
/// @param <E> its events, refusals and effects, a sealed family
/// @param <S> an immutable picture of its hard state
public interface StateMachine<C extends Command, E extends Event, S> {

    /// Carries out one command from the log.
    ///
    /// @param now the instant that the leader stamped on it; never goes back from one command to the next
    List<E> apply(C command, Instant now);

    /// A process has become leader (at the start, or after a fail-over). A step of the log like any other: callers in
    /// line are gone, and every hold, lease and item in processing gets its full time-out again.
    List<E> takeOver(Instant now);

    /// As [#takeOver], for the first time since the state came from a backup. What was decided after the backup was taken is
    /// not known here, though others were told: numbers that must not be given out twice have to go on beyond all that may
    /// have been, see [#beyond].
    default List<E> takeOverFromBackup(Instant now) {
        return takeOver(now);
    }

    /// From what number to count on when numbers were given out that nobody knows of any more.
    ///
    /// It is the time in microseconds since 1970. A counter that went on from such a number, and gave out less than a million a
    /// second, was never there before. Until the year 2255 these numbers are exact in JSON readers that make them 64-bit floats.
    ///
    /// @param last the last that is known of
    static long beyond(long last, Instant now) {
        return Math.max(last, ChronoUnit.MICROS.between(Instant.EPOCH, now));
    }

    /// When [#tick] wants to be called next. Asked after every step on the leader.
    Optional<Instant> nextDeadline();

    /// Time has passed on the leader: what falls due now. Soft, on the leader only.
    Step<C, E> tick(Instant now);

    /// Called on the leader when commands, requests or outcomes have been worked through and before the thread
    /// waits for more: what the machine wants to try next, such as matching waiting consumers with ready channels.
    default Step<C, E> settle(Instant now) {
        return Step.nothing();
    }

    /// Whether a command that is to be logged was carried out already, as a machine may do whose callers can do without the promise that
    /// what they were told is on disk. Then [#apply] finds nothing left to do, and nobody waits for it: it may be written a little later,
    /// with others. Only a node that is alone may do so, as nobody else can have been leading meanwhile; and everything that is decided
    /// while such commands are on their way has to come after them in the log.
    default boolean isAhead(C command) {
        return false;
    }

    /// Whether the hard state is that of the log up to the entry applied last, and no further, so that a picture of it may stand for
    /// the log. A machine that says no sees to it that it soon is; it is asked again.
    default boolean isAtLog() {
        return true;
    }

    /// An immutable picture of the hard state, taken in little time; it is written out in the background.
    S capture();

    /// Replaces all state by the picture.
    void restore(S picture);
}
