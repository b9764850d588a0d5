package dev.willow.locker.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rules of Locker in their plainest form: two lists, gone through again and again. What [LockTable] is compared with.
final class ReferenceLocks {
    record Held(LockId id, SessionId session, KeyValues keys, Claim claim) {}

    static final class Term {
        final SessionId id;
        final Duration timeout;
        final boolean opened;
        Instant deadline;

        Term(SessionId id, Duration timeout, boolean opened, Instant now) {
            this.id = id;
            this.timeout = timeout;
            this.opened = opened;
            this.deadline = now.plus(timeout);
        }
    }

    final List<Held> held = new ArrayList<>();
    final List<Waiter> waiting = new ArrayList<>();
    final List<Term> sessions = new ArrayList<>();

    /// What becomes of the command's own request, in a word.
    String apply(LockCommand command, Instant now) {
        return switch (command) {
            case LockCommand.Acquire acquire -> acquire(acquire, now);
            case LockCommand.Release(var _, var lock, var session) -> {
                Held hold = held.stream().filter(each -> each.id.equals(lock)).findFirst().orElse(null);
                if (hold == null) yield "NoSuchLock";
                if (!hold.session.equals(session)) yield "WrongSession";
                held.remove(hold);
                serve(now);
                yield "Released";
            }
            case LockCommand.OpenSession(var _, var id, var timeout, var _) -> {
                sessions.add(new Term(id, timeout, true, now));
                yield "SessionOpened";
            }
            case LockCommand.CloseSession(var _, var id) -> {
                if (session(id) == null) yield "NoSuchSession";
                end(Set.of(id), now);
                yield "SessionClosed";
            }
            case LockCommand.Expire(var ids) -> {
                end(new HashSet<>(ids), now);
                yield "";
            }
            case LockCommand.GiveUp(var request) -> {
                boolean waited = waiting.removeIf(waiter -> waiter.request().equals(request));
                serve(now);
                yield waited ? "Withdrawn" : "";
            }
        };
    }

    private String acquire(LockCommand.Acquire acquire, Instant now) {
        if (acquire.tenure() instanceof Tenure.Joined(var id) && (session(id) == null || !session(id).opened))
            return "NoSuchSession";
        for (Want want : acquire.wants())
            if (placesInUse(want.keys()) != 0 && placesInUse(want.keys()) != want.claim().maxHolders()) return "OtherMaxHolders";
        Waiter asker = new Waiter(acquire.id(), acquire.wants(), acquire.tenure());
        waiting.add(asker);
        if (isTurnOf(asker)) {
            grant(asker, now);
            return "Granted";
        }
        waiting.remove(asker);
        switch (acquire.patience()) {
            case Patience.None() -> {
                return "NotGranted";
            }
            case Patience.InLine(int max) -> {
                for (Want want : acquire.wants())
                    if (waiting.stream().filter(other -> wants(other, want.keys())).count() >= max) return "LineFull";
            }
        }
        waiting.add(asker);
        return "Queued";
    }

    void takeOver(Instant now) {
        waiting.clear();
        for (Term session : sessions) session.deadline = now.plus(session.timeout);
    }

    Term session(SessionId id) {
        return sessions.stream().filter(each -> each.id.equals(id)).findFirst().orElse(null);
    }

    Set<SessionId> due(Instant now) {
        Set<SessionId> due = new HashSet<>();
        for (Term session : sessions) if (!session.deadline.isAfter(now)) due.add(session.id);
        return due;
    }

    Set<LockId> contended(SessionId session) {
        Set<LockId> contended = new HashSet<>();
        for (Held hold : held)
            if (hold.session.equals(session)
                    && waiting.stream().anyMatch(other -> wants(other, hold.keys) && !other.tenure().session().equals(session)))
                contended.add(hold.id);
        return contended;
    }

    private void end(Set<SessionId> ids, Instant now) {
        sessions.removeIf(session -> ids.contains(session.id));
        held.removeIf(hold -> ids.contains(hold.session));
        waiting.removeIf(waiter -> waiter.tenure() instanceof Tenure.Joined(var id) && ids.contains(id));
        serve(now);
    }

    private void serve(Instant now) {
        boolean somebodyWasServed = true;
        while (somebodyWasServed) {
            somebodyWasServed = false;
            for (Waiter waiter : List.copyOf(waiting)) {
                if (!isTurnOf(waiter)) continue;
                grant(waiter, now);
                somebodyWasServed = true;
            }
        }
        sessions.removeIf(session -> !session.opened && held.stream().noneMatch(hold -> hold.session.equals(session.id)));
    }

    private boolean isTurnOf(Waiter waiter) {
        List<Waiter> earlier = waiting.subList(0, waiting.indexOf(waiter));
        for (Want want : waiter.wants()) {
            if (earlier.stream().anyMatch(other -> wants(other, want.keys()))) return false;
            List<Held> holders = held.stream().filter(hold -> hold.keys.equals(want.keys())).toList();
            boolean room = holders.isEmpty()
                    || (want.claim().maxHolders() > 1
                            ? holders.size() < want.claim().maxHolders()
                            : want.claim().mode() == Mode.SHARED
                                    && holders.stream().allMatch(hold -> hold.claim.mode() == Mode.SHARED));
            if (!room) return false;
        }
        return true;
    }

    private void grant(Waiter waiter, Instant now) {
        waiting.remove(waiter);
        if (waiter.tenure() instanceof Tenure.Own(var id, var timeout)) sessions.add(new Term(id, timeout, false, now));
        for (Want want : waiter.wants())
            held.add(new Held(want.id(), waiter.tenure().session(), want.keys(), want.claim()));
    }

    private int placesInUse(KeyValues keys) {
        for (Held hold : held) if (hold.keys.equals(keys)) return hold.claim.maxHolders();
        for (Waiter waiter : waiting)
            for (Want want : waiter.wants()) if (want.keys().equals(keys)) return want.claim().maxHolders();
        return 0;
    }

    private static boolean wants(Waiter waiter, KeyValues keys) {
        return waiter.wants().stream().anyMatch(want -> want.keys().equals(keys));
    }

    boolean isWaiting(RequestId request) {
        return waiting.stream().anyMatch(waiter -> waiter.request().equals(request));
    }
}
