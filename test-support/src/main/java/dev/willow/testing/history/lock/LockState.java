package dev.willow.testing.history.lock;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// One lock: who holds it, and the sessions that do or may.
///
/// @param time      the earliest instant at which all that was logged so far can have happened
/// @param lastToken the largest fencing token given out
/// @param holds     by the hold's id
/// @param leases    by the session's id
record LockState(long time, long lastToken, Map<String, Hold> holds, Map<String, Lease> leases) {
    static final LockState UNUSED = new LockState(Long.MIN_VALUE, LockStep.NO_TOKEN, Map.of(), Map.of());

    record Hold(String session, Claim claim) {}

    LockState {
        holds = Map.copyOf(holds);
        leases = Map.copyOf(leases);
    }

    LockState at(long instant) {
        return new LockState(Math.max(time, instant), lastToken, holds, leases);
    }

    LockState with(String hold, Hold held, long token) {
        Map<String, Hold> more = new HashMap<>(holds);
        more.put(hold, held);
        return new LockState(time, token, more, leases);
    }

    LockState without(String hold) {
        Map<String, Hold> fewer = new HashMap<>(holds);
        fewer.remove(hold);
        return new LockState(time, lastToken, fewer, leases);
    }

    LockState with(String session, Lease lease) {
        Map<String, Lease> more = new HashMap<>(leases);
        more.put(session, lease);
        return new LockState(time, lastToken, holds, more);
    }

    LockState withLeases(UnaryOperator<Lease> change) {
        Map<String, Lease> changed = new HashMap<>(leases);
        changed.replaceAll((session, lease) -> change.apply(lease));
        return new LockState(time, lastToken, holds, changed);
    }

    /// A session's end, and with it all its holds.
    LockState withoutSession(String session) {
        Map<String, Hold> fewerHolds = new HashMap<>(holds);
        fewerHolds.values().removeIf(hold -> hold.session.equals(session));
        Map<String, Lease> fewer = new HashMap<>(leases);
        fewer.remove(session);
        return new LockState(time, lastToken, fewerHolds, fewer);
    }

    /// Without sessions that hold nothing and that no later call names.
    LockState forgetting(long instant) {
        if (leases.values().stream().noneMatch(lease -> lease.named() < instant)) return this;
        Set<String> holding = holders();
        Map<String, Lease> fewer = new HashMap<>(leases);
        fewer.entrySet().removeIf(each -> each.getValue().named() < instant && !holding.contains(each.getKey()));
        return new LockState(time, lastToken, holds, fewer);
    }

    /// As it is at the latest: what should have run out by then has.
    LockState withoutOverdue(long instant) {
        LockState left = this;
        for (String session : holders()) if (leases.get(session).latest() < instant) left = left.withoutSession(session);
        return left;
    }

    boolean hasRoomFor(Claim claim) {
        if (holds.isEmpty()) return true;
        if (claim.isSemaphore()) return holds.size() < claim.places();
        return claim.shared() && holds.values().stream().allMatch(hold -> hold.claim.shared());
    }

    /// The sessions that hold it.
    Set<String> holders() {
        Set<String> holders = new TreeSet<>();
        holds.values().forEach(hold -> holders.add(hold.session));
        return holders;
    }

    /// The session's lease, if whoever has it can still do something with it.
    Optional<Lease> usable(String session, long instant) {
        return Optional.ofNullable(leases.get(session)).filter(lease -> !lease.over() && instant <= lease.latest());
    }
}
