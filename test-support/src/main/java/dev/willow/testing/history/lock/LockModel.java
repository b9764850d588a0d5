package dev.willow.testing.history.lock;

import dev.willow.testing.history.Operation;
import dev.willow.testing.history.SequentialModel;
import dev.willow.testing.history.lock.LockState.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What may happen to one lock.
///
/// Time runs out only where an answer can be explained in no other way, and then as early as it may: whoever is told
/// nothing of it cannot tell when it was. Every effect has an earliest instant, which follows from the calls before it,
/// from its own beginning and from the time-outs that must have passed. It has to come before the call's answer, else the
/// answer came too early. Refusals and heartbeats move no time on: a service may answer them between the instant that it
/// gave to something logged and the moment when that shows.
final class LockModel implements SequentialModel<LockState, LockStep, LockerAnswer> {
    private final long grace;
    private final Map<String, Integer> proofs;

    /// @param grace  how much later than its time-out a hold that nobody keeps may be over
    /// @param proofs by session, how many answers show it alive: there is no need to try what would end it before
    LockModel(Duration grace, Map<String, Integer> proofs) {
        this.grace = grace.toNanos();
        this.proofs = proofs;
    }

    @Override
    public LockState initial() {
        return LockState.UNUSED;
    }

    @Override
    public List<LockState> next(LockState before, Operation<LockStep, LockerAnswer> call) {
        if (Math.max(before.time(), call.called()) > call.returned()) return List.of();
        LockState state = before.forgetting(call.called());
        List<LockState> after = effects(state, call);
        return after.equals(List.of(state)) ? List.of(before) : after; // to forget alone is no change
    }

    /// A heartbeat changes nothing but how long its session lasts from then on, and that the more the later it comes. What
    /// comes between now and then does not end the session, as it could not be kept then.
    @Override
    public boolean isBestAtOnce(Operation<LockStep, LockerAnswer> call) {
        return switch (call.input()) {
            case LockStep.Keep _, LockStep.KeepHold _ -> call.output().filter(LockerAnswer.DONE::equals).isPresent();
            default -> false;
        };
    }

    private List<LockState> effects(LockState state, Operation<LockStep, LockerAnswer> call) {
        return switch (call.input()) {
            case LockStep.Take take -> take(state, take, call);
            case LockStep.KeepHold(var hold, var session) -> keepHold(state, hold, session, call);
            case LockStep.Free(var hold, var session) -> free(state, hold, session, call);
            case LockStep.Begin(var session, var timeout, var named) -> begin(state, session, timeout, named, call);
            case LockStep.Keep(var session) -> keep(state, session, call);
            case LockStep.End(var session) -> end(state, session, call);
            case LockStep.Restart restart -> List.of(state.at(restart.startedAt())
                    .withLeases(lease -> lease.restarted(restart, call.returned(), grace)));
        };
    }

    private List<LockState> take(LockState state, LockStep.Take take, Operation<LockStep, LockerAnswer> call) {
        if (call.isLost()) return takeLost(state, take, call);
        return switch (call.output().orElseThrow()) {
            case LockerAnswer.Granted(var grants) -> {
                List<LockState> granted = new ArrayList<>();
                for (LockState room : withRoom(state.at(call.called()), take.claim(), call))
                    grant(room, take, grants.getFirst(), call).ifPresent(granted::add);
                yield granted;
            }
            case LockerAnswer.NotGranted _ -> isInTheWay(state.withoutOverdue(call.called()), take) ? List.of(state) : List.of();
            case LockerAnswer.NotThere _ -> take.joined().map(session -> runOut(state, session, call)).orElse(List.of());
            default -> List.of();
        };
    }

    private static boolean isInTheWay(LockState state, LockStep.Take take) {
        if (!state.hasRoomFor(take.claim())) return true;
        return switch (take.line()) {
            case NOBODY -> false;
            case BEHIND_HOLDERS -> !state.holds().isEmpty();
            case BEHIND_ANYTHING -> true;
        };
    }

    private Optional<LockState> grant(
            LockState state, LockStep.Take take, LockerAnswer.Grant grant, Operation<LockStep, LockerAnswer> call) {
        if (state.lastToken() != take.before() || state.holds().containsKey(grant.hold())) return Optional.empty();
        LockState leased = state;
        if (take.joined().isPresent()) {
            if (!take.joined().get().equals(grant.session())) return Optional.empty();
            Optional<Lease> lease = state.usable(grant.session(), call.called());
            if (lease.isEmpty()) return Optional.empty();
            leased = state.with(grant.session(), lease.get().proven());
        } else {
            Lease lease = Lease.from(state.time(), call.returned(), take.timeout(), grace, take.named(), proofsOf(grant.session()));
            leased = state.with(grant.session(), lease);
        }
        return Optional.of(leased.with(grant.hold(), new Hold(grant.session(), take.claim()), grant.token()));
    }

    /// Nobody knows of the hold; it can only be in the way of others.
    private List<LockState> takeLost(LockState state, LockStep.Take take, Operation<LockStep, LockerAnswer> call) {
        String unknown = "lost by #" + call.caller() + " at " + call.called();
        return withRoom(state.at(call.called()), take.claim(), call).stream()
                .map(room -> room.with(unknown, Lease.unknown(call.returned(), take.timeout(), grace))
                        .with(unknown, new Hold(unknown, take.claim()), room.lastToken()))
                .toList();
    }

    /// The state with room for a claim, for which some time may have to run out: of each that is in the way or, in a
    /// semaphore, of any one.
    private static List<LockState> withRoom(LockState state, Claim claim, Operation<LockStep, LockerAnswer> call) {
        if (state.hasRoomFor(claim)) return List.of(state);
        if (claim.isSemaphore())
            return state.holders().stream()
                    .sorted(Comparator.comparingLong(session -> state.leases().get(session).named())) // who is heard of no more
                    .flatMap(session -> runOut(state, session, call).stream())
                    .filter(each -> each.hasRoomFor(claim)).toList();
        List<LockState> room = List.of(state);
        for (Hold hold : state.holds().values()) {
            if (claim.shared() && hold.claim().shared()) continue;
            room = room.stream().flatMap(each -> runOut(each, hold.session(), call).stream()).toList();
        }
        return room;
    }

    /// The session's time is over, if it is not already and can be. So it is where somebody is told that it is: nobody
    /// finds its holds in the way after that.
    private static List<LockState> runOut(LockState state, String session, Operation<LockStep, LockerAnswer> call) {
        Lease lease = state.leases().get(session);
        if (lease == null) return List.of(state);
        if (lease.proofs() > 0) return List.of();
        LockState over = state.at(lease.earliest()).withoutSession(session);
        return over.time() <= call.returned() ? List.of(over) : List.of();
    }

    private List<LockState> keepHold(LockState state, String id, String named, Operation<LockStep, LockerAnswer> call) {
        Hold hold = state.holds().get(id);
        if (hold == null) return saysNotThere(call) ? List.of(state) : List.of();
        if (hold.session().equals(named) || saysNotThere(call)) return keep(state, hold.session(), call);
        return saysWrongSession(call) && state.usable(hold.session(), call.called()).isPresent() ? List.of(state) : List.of();
    }

    private List<LockState> keep(LockState state, String session, Operation<LockStep, LockerAnswer> call) {
        if (saysNotThere(call)) return runOut(state, session, call);
        if (!isDoneOrLost(call)) return List.of();
        long instant = Math.max(state.time(), call.called());
        return state.usable(session, call.called())
                .map(lease -> lease.kept(instant, call.returned(), grace))
                .map(lease -> List.of(state.with(session, call.isLost() ? lease : lease.proven()))).orElse(List.of());
    }

    private static List<LockState> free(LockState state, String id, String named, Operation<LockStep, LockerAnswer> call) {
        Hold hold = state.holds().get(id);
        if (hold == null) return saysNotThere(call) ? List.of(state) : List.of();
        if (saysNotThere(call)) return runOut(state, hold.session(), call);
        Optional<Lease> lease = state.usable(hold.session(), call.called());
        if (lease.isEmpty()) return List.of();
        if (!hold.session().equals(named)) return saysWrongSession(call) ? List.of(state) : List.of();
        if (!isDoneOrLost(call)) return List.of();
        LockState freed = state.at(call.called()).without(id);
        return List.of(call.isLost() ? freed : freed.with(named, lease.get().proven()));
    }

    private List<LockState> begin(LockState state, String session, long timeout, long named, Operation<LockStep, LockerAnswer> call) {
        LockState now = state.at(call.called());
        return List.of(now.with(session, Lease.from(now.time(), call.returned(), timeout, grace, named, proofsOf(session))));
    }

    private int proofsOf(String session) {
        return proofs.getOrDefault(session, 0);
    }

    private static List<LockState> end(LockState state, String session, Operation<LockStep, LockerAnswer> call) {
        if (saysNotThere(call)) return runOut(state, session, call);
        if (!isDoneOrLost(call) || state.usable(session, call.called()).isEmpty()) return List.of();
        return List.of(state.at(call.called()).withoutSession(session));
    }

    private static boolean isDoneOrLost(Operation<LockStep, LockerAnswer> call) {
        return call.output().map(LockerAnswer.DONE::equals).orElse(true);
    }

    private static boolean saysNotThere(Operation<LockStep, LockerAnswer> call) {
        return call.output().filter(LockerAnswer.NOT_THERE::equals).isPresent();
    }

    private static boolean saysWrongSession(Operation<LockStep, LockerAnswer> call) {
        return call.output().filter(LockerAnswer.WRONG_SESSION::equals).isPresent();
    }
}
