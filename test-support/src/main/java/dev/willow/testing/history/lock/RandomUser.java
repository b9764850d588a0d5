package dev.willow.testing.history.lock;

import dev.willow.testing.history.lock.LockerAnswer.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One client of a lock service that does a bit of everything: takes locks alone, together and under a session, keeps
/// them, lets them run out, gives them back at the last moment, and asks for what it should not have. What it does follows
/// from its random numbers and the answers it got. Not safe for use by several threads.
public final class RandomUser {
    private static final int REMEMBERED = 4;

    private final RandomGenerator random;
    private final List<LockerCall.Wanted> wishes;
    private final Duration unit;
    private final List<Held> held = new ArrayList<>();
    private Optional<Own> session = Optional.empty();

    /// @param locks by name, how each can be held; a semaphore in one way only
    /// @param unit  the shortest time-out; everything else is a small multiple of it
    public RandomUser(RandomGenerator random, Map<String, List<Claim>> locks, Duration unit) {
        this.random = random;
        this.unit = unit;
        wishes = locks.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .flatMap(lock -> lock.getValue().stream().map(claim -> new LockerCall.Wanted(lock.getKey(), claim))).toList();
    }

    /// @param pause    how long to do nothing before
    /// @param patience how long to wait in line, for a call that does
    public record Move(Duration pause, LockerCall call, Duration patience) {}

    private record Held(Grant grant, Duration timeout, boolean maybeOver) {}

    private record Own(String id, Duration timeout) {}

    public Move next() {
        if (!held.isEmpty() && chance(3, 4)) return useHold(held.get(random.nextInt(held.size())));
        if (session.isPresent() && chance(1, 4)) return useSession(session.get());
        if (session.isEmpty() && chance(1, 8)) return at(shortly(), new LockerCall.OpenSession(timeout()));
        return acquire();
    }

    /// What came of a call; nothing if its answer was lost.
    public void heard(LockerCall call, Optional<LockerAnswer> answer) {
        switch (call) {
            case LockerCall.Acquire acquire -> {
                if (answer.orElse(null) instanceof LockerAnswer.Granted(var grants))
                    grants.forEach(grant -> held.add(new Held(grant, acquire.timeout(), false)));
                if (acquire.session().isPresent() && isNotThere(answer)) session = Optional.empty();
                while (held.size() > REMEMBERED) held.removeFirst();
            }
            case LockerCall.KeepLock(var hold, var _) -> { if (isNotThere(answer)) doubt(hold); }
            case LockerCall.Release(var hold, var _) -> { if (isNotThere(answer) || isDone(answer)) doubt(hold); }
            case LockerCall.OpenSession(var timeout) -> {
                if (answer.orElse(null) instanceof LockerAnswer.Opened(var id)) session = Optional.of(new Own(id, timeout));
            }
            case LockerCall.KeepSession _ -> { if (isNotThere(answer)) session = Optional.empty(); }
            case LockerCall.CloseSession _ -> { if (answer.isPresent()) session = Optional.empty(); }
            case LockerCall.Restart _ -> throw new IllegalArgumentException("a user restarts nothing");
        }
    }

    /// Tries what is over once in a while again.
    private void doubt(String hold) {
        for (Held each : List.copyOf(held)) {
            if (!each.grant.hold().equals(hold)) continue;
            held.remove(each);
            if (!each.maybeOver && chance(1, 3)) held.add(new Held(each.grant, each.timeout, true));
        }
    }

    private Move useHold(Held hold) {
        String id = hold.grant.hold();
        if (chance(1, 15)) {
            LockerCall notMine = chance(1, 2) ? new LockerCall.KeepLock(id, "somebody-else") : new LockerCall.Release(id, "somebody-else");
            return at(shortly(), notMine);
        }
        Duration pause = chance(1, 3) ? about(hold.timeout) : chance(1, 2) ? shortly() : unit.multipliedBy(random.nextInt(30, 90)).dividedBy(100);
        boolean keeps = chance(3, 5);
        return at(pause, keeps ? new LockerCall.KeepLock(id, hold.grant.session()) : new LockerCall.Release(id, hold.grant.session()));
    }

    private Move useSession(Own own) {
        if (chance(1, 6)) return at(shortly(), new LockerCall.CloseSession(own.id));
        return at(chance(1, 2) ? about(own.timeout) : shortly(), new LockerCall.KeepSession(own.id));
    }

    private Move acquire() {
        Optional<Own> joined = session.filter(own -> chance(1, 2));
        Duration timeout = joined.map(Own::timeout).orElseGet(this::timeout);
        Duration wait = chance(1, 3) ? Duration.ZERO : unit.multipliedBy(random.nextInt(10, 400)).dividedBy(100);
        List<LockerCall.Wanted> wanted = new ArrayList<>(List.of(wish()));
        if (chance(1, 8)) {
            LockerCall.Wanted more = wish();
            if (!more.lock().equals(wanted.getFirst().lock())) wanted.add(more);
        }
        return new Move(shortly(), new LockerCall.Acquire(wanted, joined.map(Own::id), timeout, !wait.isZero()), wait);
    }

    private LockerCall.Wanted wish() {
        return wishes.get(random.nextInt(wishes.size()));
    }

    private Duration timeout() {
        return unit.multipliedBy(random.nextInt(2, 7)).dividedBy(2);
    }

    private Duration shortly() {
        return Duration.ofNanos(random.nextLong(unit.toNanos() / 10));
    }

    /// Within a twentieth of it.
    private Duration about(Duration time) {
        return time.multipliedBy(random.nextInt(95, 105)).dividedBy(100);
    }

    private boolean chance(int times, int of) {
        return random.nextInt(of) < times;
    }

    private static Move at(Duration pause, LockerCall call) {
        return new Move(pause, call, Duration.ZERO);
    }

    private static boolean isNotThere(Optional<LockerAnswer> answer) {
        return answer.filter(LockerAnswer.NOT_THERE::equals).isPresent();
    }

    private static boolean isDone(Optional<LockerAnswer> answer) {
        return answer.filter(LockerAnswer.DONE::equals).isPresent();
    }
}
