package dev.willow.locker.domain;

import dev.willow.common.values.KeyValues;
import java.util.Optional;

/// Why a request was turned down. For an acquisition the first that fits is given, in the order below.
public sealed interface Refusal {

    /// Whether this is how the request was decided. Otherwise there were too many callers just now, and it may try again.
    default boolean isDecided() {
        return switch (this) {
            case LineFull _, TooManyWatchers _ -> false;
            case NoSuchSession _, OtherMaxHolders _, NotGranted _, NoSuchLock _, WrongSession _ -> true;
        };
    }

    /// There is no such session, or not any more; or holds were to join one that belongs to other holds alone.
    record NoSuchSession(SessionId session) implements Refusal {}

    /// The lock is in use with another number of places.
    record OtherMaxHolders(KeyValues keys, int maxHoldersInUse) implements Refusal {}

    /// The lock could not be had within the caller's patience.
    ///
    /// @param holder who has it, the longest holding one first: the owner's name, else the session's id. Empty if nobody
    ///               holds it and the request was only behind others in line
    record NotGranted(KeyValues keys, Optional<String> holder) implements Refusal {}

    /// As many as may already wait for the lock.
    record LineFull(KeyValues keys, int maxWaiters) implements Refusal {}

    /// As many as may already watch the session.
    record TooManyWatchers(SessionId session, int maxWatchers) implements Refusal {}

    /// There is no such hold, or not any more.
    record NoSuchLock(LockId lock) implements Refusal {}

    /// The hold belongs to another session than the one named.
    record WrongSession(LockId lock) implements Refusal {}
}
