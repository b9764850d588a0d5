package dev.willow.testing.history.lock;

import dev.willow.testing.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes one history per lock of a history of the whole service.
///
/// A call for several locks, or for a session with holds of several, is in the history of each of them. So what must be
/// true of each lock by itself is checked, not that the locks of such a call were had in one step.
final class Partition {
    private final List<Operation<LockerCall, LockerAnswer>> history;
    private final Map<String, String> lockOfHold = new HashMap<>();
    private final Map<String, Set<String>> locksOfSession = new HashMap<>();
    private final Map<String, Long> named = new HashMap<>();
    private final Map<String, NavigableSet<Long>> tokensOfLock = new HashMap<>();

    private Partition(List<Operation<LockerCall, LockerAnswer>> history) {
        this.history = history;
        history.forEach(this::index);
    }

    /// @return by the lock's name
    static Map<String, List<Operation<LockStep, LockerAnswer>>> of(List<Operation<LockerCall, LockerAnswer>> history) {
        Partition partition = new Partition(history);
        Map<String, List<Operation<LockStep, LockerAnswer>>> byLock = new TreeMap<>();
        Set<String> locks = new HashSet<>();
        for (var call : history)
            if (call.input() instanceof LockerCall.Acquire acquire) acquire.locks().forEach(wanted -> locks.add(wanted.lock()));
        for (String lock : locks) byLock.put(lock, partition.stepsOf(lock));
        return byLock;
    }

    private void index(Operation<LockerCall, LockerAnswer> call) {
        switch (call.input()) {
            case LockerCall.Acquire acquire -> {
                acquire.session().ifPresent(session -> {
                    name(session, call);
                    acquire.locks().forEach(wanted -> locksOf(session).add(wanted.lock()));
                });
                if (call.output().orElse(null) instanceof LockerAnswer.Granted(var grants))
                    for (int i = 0; i < grants.size(); i++) {
                        String lock = acquire.locks().get(i).lock();
                        lockOfHold.put(grants.get(i).hold(), lock);
                        locksOf(grants.get(i).session()).add(lock);
                        tokensOfLock.computeIfAbsent(lock, fresh -> new TreeSet<>()).add(grants.get(i).token());
                        name(grants.get(i).session(), call);
                    }
            }
            case LockerCall.KeepLock(var _, var session) -> name(session, call);
            case LockerCall.Release(var _, var session) -> name(session, call);
            case LockerCall.KeepSession(var session) -> name(session, call);
            case LockerCall.CloseSession(var session) -> name(session, call);
            case LockerCall.OpenSession _, LockerCall.Restart _ -> {}
        }
    }

    private void name(String session, Operation<?, ?> call) {
        named.merge(session, call.returned(), Math::max);
    }

    private Set<String> locksOf(String session) {
        return locksOfSession.computeIfAbsent(session, fresh -> new HashSet<>());
    }

    private boolean concerns(String session, String lock) {
        return locksOfSession.getOrDefault(session, Set.of()).contains(lock);
    }

    private List<Operation<LockStep, LockerAnswer>> stepsOf(String lock) {
        List<Operation<LockStep, LockerAnswer>> steps = new ArrayList<>();
        for (var call : history) stepOf(call, lock).ifPresent(steps::add);
        return steps;
    }

    private Optional<Operation<LockStep, LockerAnswer>> stepOf(Operation<LockerCall, LockerAnswer> call, String lock) {
        return switch (call.input()) {
            case LockerCall.Acquire acquire when acquire.names(lock) -> take(acquire, call, lock);
            case LockerCall.KeepLock(var hold, var session) when lock.equals(lockOfHold.get(hold)) ->
                    Optional.of(call.as(new LockStep.KeepHold(hold, session), call.output()));
            case LockerCall.KeepLock(var _, var session) when concerns(session, lock) && maybeDone(call) -> // all that it holds
                    Optional.of(call.as(new LockStep.Keep(session), call.output()));
            case LockerCall.Release(var hold, var session) when lock.equals(lockOfHold.get(hold)) ->
                    Optional.of(call.as(new LockStep.Free(hold, session), call.output()));
            case LockerCall.OpenSession(var timeout) when call.output().orElse(null) instanceof LockerAnswer.Opened(var session)
                    && concerns(session, lock) -> Optional.of(call.as(
                            new LockStep.Begin(session, timeout.toNanos(), named.get(session)), call.output()));
            case LockerCall.KeepSession(var session) when concerns(session, lock) ->
                    Optional.of(call.as(new LockStep.Keep(session), call.output()));
            case LockerCall.CloseSession(var session) when concerns(session, lock) ->
                    Optional.of(call.as(new LockStep.End(session), call.output()));
            case LockerCall.Restart(var killedBy, var startedAt) ->
                    Optional.of(call.as(new LockStep.Restart(killedBy, startedAt), call.output()));
            default -> Optional.empty();
        };
    }

    private static boolean maybeDone(Operation<?, LockerAnswer> call) {
        return call.output().map(LockerAnswer.DONE::equals).orElse(true);
    }

    private Optional<Operation<LockStep, LockerAnswer>> take(
            LockerCall.Acquire acquire, Operation<LockerCall, LockerAnswer> call, String lock) {
        int place = 0;
        while (!acquire.locks().get(place).lock().equals(lock)) place++;
        Claim claim = acquire.locks().get(place).claim();
        LockerAnswer answer = call.output().orElse(null);
        LockStep.Line line = LockStep.Line.NOBODY;
        long last = call.returned();
        Long before = null;
        if (answer instanceof LockerAnswer.NotGranted) {
            if (acquire.locks().size() > 1) return Optional.empty(); // it may have been any of the others
            line = lineBeside(call, lock);
        } else if (answer instanceof LockerAnswer.Granted(var grants)) {
            answer = new LockerAnswer.Granted(List.of(grants.get(place)));
            last = named.get(grants.get(place).session());
            before = tokensOfLock.get(lock).lower(grants.get(place).token());
        }
        LockStep take = new LockStep.Take(claim, acquire.session(), acquire.timeout().toNanos(), line, last,
                before == null ? LockStep.NO_TOKEN : before);
        return Optional.of(call.as(take, Optional.ofNullable(answer)));
    }

    private LockStep.Line lineBeside(Operation<LockerCall, LockerAnswer> refused, String lock) {
        LockStep.Line line = LockStep.Line.NOBODY;
        for (var other : history) {
            if (other == refused || !other.overlaps(refused)) continue;
            if (!(other.input() instanceof LockerCall.Acquire acquire) || !acquire.waits() || !acquire.names(lock)) continue;
            if (acquire.locks().size() > 1) return LockStep.Line.BEHIND_ANYTHING;
            line = LockStep.Line.BEHIND_HOLDERS;
        }
        return line;
    }
}
