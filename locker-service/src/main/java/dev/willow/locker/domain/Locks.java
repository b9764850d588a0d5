package dev.willow.locker.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;

/// All locks in use, and who waits for which. Holds the one rule of the house: a request is served when it is first in
/// every line it stands in and each of these locks has room for it.
///
/// Every request takes its places in one step, so all lines agree on who came first; the oldest of all is first
/// wherever it stands. So somebody can always be served, and no two can wait for each other.
final class Locks {
    // Looked up, never walked: the hash of a value differs from one process to the next.
    private final Map<KeyValues, Lock> inUse = new HashMap<>();
    private final SequencedMap<RequestId, Waiter> waiters = new LinkedHashMap<>();
    private final SequencedSet<Lock> withLine = new LinkedHashSet<>();
    private final Remains remains;

    Locks(Remains remains) {
        this.remains = remains;
    }

    /// The lock of these key-values, or null if nobody holds it or waits for it.
    Lock find(KeyValues keys) {
        Lock lock = inUse.get(keys);
        if (lock == null) return null;
        lock.forget(remains);
        return lock.isUnused() ? null : lock;
    }

    /// How many locks something is kept for, be it what ended sessions left behind.
    int count() {
        return inUse.size();
    }

    SequencedSet<Lock> withLine() {
        return withLine;
    }

    Collection<Waiter> waiters() {
        return waiters.sequencedValues();
    }

    int waiting() {
        return waiters.size();
    }

    Waiter findWaiter(RequestId request) {
        return waiters.get(request);
    }

    /// The first lock that stands in the way of somebody who comes now, if one does.
    Optional<Lock> obstacle(Collection<Want> wants) {
        for (Want want : wants) {
            Lock lock = find(want.keys());
            if (lock != null && (lock.waiting() > 0 || !lock.hasRoomFor(want.claim()))) return Optional.of(lock);
        }
        return Optional.empty();
    }

    void hold(Hold hold) {
        lockOf(hold.keys(), hold.claim()).addHolder(hold);
    }

    /// Takes a holder away.
    ///
    /// @return the lock, to be passed to [#serve]
    Lock free(Hold hold) {
        Lock lock = inUse.get(hold.keys());
        lock.removeHolder(hold.id());
        return lock;
    }

    /// Takes a holder away that counts for nothing any more.
    void clearAway(Hold hold) {
        Lock lock = inUse.get(hold.keys());
        if (lock == null) return;
        lock.removeHolder(hold.id());
        if (lock.isUnused()) inUse.remove(lock.keys);
    }

    void joinLines(Waiter waiter) {
        waiters.put(waiter.request(), waiter);
        for (Want want : waiter.wants()) {
            Lock lock = lockOf(want.keys(), want.claim());
            lock.joinLine(waiter);
            withLine.add(lock);
        }
    }

    /// Takes a request out of all its lines.
    ///
    /// @param left told each of the locks, to be passed to [#serve]
    void leaveLines(Waiter waiter, Consumer<Lock> left) {
        waiters.remove(waiter.request());
        for (Want want : waiter.wants()) {
            Lock lock = inUse.get(want.keys());
            lock.leaveLine(waiter.request());
            if (lock.waiting() == 0) withLine.remove(lock);
            left.accept(lock);
        }
    }

    /// Serves whoever has their turn now that these locks have changed, and forgets those that nobody uses.
    ///
    /// @param grant makes the waiter, who is out of line already, a holder of all it wants
    void serve(Collection<Lock> changed, Consumer<Waiter> grant) {
        ArrayDeque<Lock> toLookAt = new ArrayDeque<>(changed);
        Lock lock;
        while ((lock = toLookAt.poll()) != null) {
            Waiter next;
            while ((next = lock.first()) != null && isTurnOf(next)) {
                // Others may now be first where this one stood.
                leaveLines(next, toLookAt::add);
                grant.accept(next);
            }
            if (lock.isUnused()) inUse.remove(lock.keys, lock);
        }
    }

    void clearLines() {
        for (Lock lock : withLine) {
            lock.clearLine();
            if (lock.isUnused()) inUse.remove(lock.keys);
        }
        withLine.clear();
        waiters.clear();
    }

    private boolean isTurnOf(Waiter waiter) {
        for (Want want : waiter.wants()) {
            Lock lock = inUse.get(want.keys());
            if (lock.first() != waiter) return false;
            lock.forget(remains);
            if (!lock.hasRoomFor(want.claim())) return false;
        }
        return true;
    }

    private Lock lockOf(KeyValues keys, Claim claim) {
        return inUse.compute(keys, (_, lock) -> {
            if (lock != null && lock.maxHolders == claim.maxHolders()) return lock;
            return new Lock(keys, claim.maxHolders()); // the old one, if any, is not in use
        });
    }
}
