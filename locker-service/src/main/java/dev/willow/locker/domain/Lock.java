package dev.willow.locker.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// One set of key-values that somebody holds or waits for: its holders, and the line behind them.
final class Lock {
    private static final SequencedMap<RequestId, Waiter> NOBODY =
            Collections.unmodifiableSequencedMap(new LinkedHashMap<>(0));

    final KeyValues keys;
    final int maxHolders;
    private final SequencedMap<LockId, Hold> holders = new LinkedHashMap<>(2);
    private SequencedMap<RequestId, Waiter> line = NOBODY; // most locks never see a line
    private int lookedThrough;

    Lock(KeyValues keys, int maxHolders) {
        this.keys = keys;
        this.maxHolders = maxHolders;
    }

    /// Leaves out the holders whose sessions are over. Looks for them only if sessions have ended since the last time.
    void forget(Remains remains) {
        if (lookedThrough == remains.ended()) return;
        if (!remains.isEmpty()) holders.values().removeIf(remains::include);
        lookedThrough = remains.ended();
    }

    /// Whether its present holders leave room for one more of this kind. Whose turn it is, is another question.
    boolean hasRoomFor(Claim claim) {
        if (holders.isEmpty()) return true;
        if (claim.isSemaphore()) return holders.size() < maxHolders;
        return claim.mode() == Mode.SHARED && oldestHolder().orElseThrow().claim().mode() == Mode.SHARED;
    }

    void addHolder(Hold hold) {
        holders.put(hold.id(), hold);
    }

    void removeHolder(LockId hold) {
        holders.remove(hold);
    }

    Collection<Hold> holders() {
        return holders.sequencedValues();
    }

    Optional<Hold> oldestHolder() {
        return Optional.ofNullable(holders.firstEntry()).map(Map.Entry::getValue);
    }

    void joinLine(Waiter waiter) {
        if (line == NOBODY) line = new LinkedHashMap<>(4);
        line.putLast(waiter.request(), waiter);
    }

    void leaveLine(RequestId waiter) {
        line.remove(waiter);
        if (line.isEmpty()) line = NOBODY;
    }

    void clearLine() {
        line = NOBODY;
    }

    /// Who is next, or null if nobody waits.
    Waiter first() {
        Map.Entry<RequestId, Waiter> first = line.firstEntry();
        return first == null ? null : first.getValue();
    }

    int waiting() {
        return line.size();
    }

    int heldOrWaiting() {
        return holders.size() + line.size();
    }

    boolean isUnused() {
        return heldOrWaiting() == 0;
    }

    /// Whether somebody waits who does so for another session than this one.
    boolean isWantedBesides(SessionId session) {
        for (Waiter waiter : line.values()) if (!waiter.tenure().session().equals(session)) return true;
        return false;
    }

    /// Whether waiters of two sessions are here, so that every holder has somebody else behind it. May say no when it is
    /// so, as it looks at the ends of the line only.
    boolean isSurelyWantedByTwo() {
        return line.size() > 1
                && !line.firstEntry().getValue().tenure().session().equals(line.lastEntry().getValue().tenure().session());
    }
}
