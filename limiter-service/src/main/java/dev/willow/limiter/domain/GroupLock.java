package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// One group's lock as we know it. Soft.
final class GroupLock {
    /// `WANTED` until there is a session, `ASKED` of Locker, `HELD`, and `LEAVING` until Locker has it back.
    enum State { WANTED, ASKED, HELD, LEAVING }

    private final KeyValues key;
    private final Deque<Passage> wanting = new ArrayDeque<>();
    State state = State.WANTED;
    String lockId;

    /// How many passages need it to stay.
    int pins;

    /// Others wait for it: it goes as soon as nobody pins it, and nobody may pin it any more.
    boolean contended;

    /// That additions in line can no longer rely on it is being logged.
    boolean uncovering;

    Instant usedAt;

    GroupLock(KeyValues key, Instant now) {
        this.key = key;
        this.usedAt = now;
    }

    KeyValues key() {
        return key;
    }

    boolean canBePinned() {
        return state == State.HELD && !contended;
    }

    /// Who has wanted it longest.
    Passage firstWanting() {
        return wanting.getFirst();
    }

    boolean isWanted() {
        return !wanting.isEmpty();
    }

    void want(Passage passage) {
        wanting.add(passage);
    }

    void forget(Passage passage) {
        wanting.remove(passage);
    }

    List<Passage> takeWanting() {
        List<Passage> taken = new ArrayList<>(wanting);
        wanting.clear();
        return taken;
    }
}
