package dev.willow.testing.history.lock;

import dev.willow.testing.history.Operation;
import dev.willow.testing.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

/// Random users of a simulated lock service, with answers that take their time, get lost, and restarts in between. Time is
/// simulated too, so that a run is the same for the same seed.
final class Simulation {
    static final Duration UNIT = Duration.ofMillis(100);
    private static final Map<String, List<Claim>> LOCKS = Map.of(
            "door", List.of(Claim.EXCLUSIVE),
            "book", List.of(Claim.EXCLUSIVE, Claim.SHARED, Claim.SHARED),
            "seats", List.of(Claim.oneOf(3)));

    private final Random random;
    private final SimulatedLocker locker;
    private final PriorityQueue<Due> agenda = new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private final Map<Recorder<LockerCall, LockerAnswer>.Call, Runnable> underWay = new LinkedHashMap<>();
    private final Recorder<LockerCall, LockerAnswer> recorder;
    private long now;
    private long order;
    private boolean down;
    private long killedAt;
    int lost;

    Simulation(Bug bug, long seed) {
        random = new Random(seed);
        locker = new SimulatedLocker(bug);
        recorder = new Recorder<>(() -> now);
    }

    private record Due(long at, long order, Runnable what) {}

    /// @return what the users saw
    List<Operation<LockerCall, LockerAnswer>> run(int users, int restarts, Duration length) {
        for (int i = 0; i < users; i++) {
            int number = i;
            RandomUser user = new RandomUser(new Random(random.nextLong()), LOCKS, UNIT);
            in(0, () -> move(number, user));
        }
        for (int i = 1; i <= restarts; i++) in(length.toNanos() * i / (restarts + 1), this::kill);
        while (!agenda.isEmpty() && now < length.toNanos()) {
            if (!down && locker.nextDeadline() <= agenda.peek().at) {
                now = locker.nextDeadline();
                locker.tick(now);
            } else {
                now = agenda.peek().at;
                agenda.remove().what.run();
            }
        }
        return recorder.history();
    }

    int expired() {
        return locker.expired;
    }

    private void in(long nanos, Runnable what) {
        if (nanos < Long.MAX_VALUE / 2) agenda.add(new Due(now + Math.max(0, nanos), order++, what));
    }

    private long travel() {
        return random.nextLong(UNIT.toNanos() / 20);
    }

    private void move(int number, RandomUser user) {
        RandomUser.Move move = user.next();
        in(move.pause().toNanos(), () -> send(number, user, move));
    }

    private void send(int number, RandomUser user, RandomUser.Move move) {
        if (down) {
            in(UNIT.toNanos() / 10, () -> send(number, user, move));
            return;
        }
        var call = recorder.calling(number, move.call());
        underWay.put(call, () -> {
            lost++;
            call.cutOff();
            user.heard(move.call(), Optional.empty());
            move(number, user);
        });
        in(travel(), () -> {
            if (underWay.containsKey(call)) arrive(call, number, user, move);
        });
    }

    private void arrive(Recorder<LockerCall, LockerAnswer>.Call call, int number, RandomUser user, RandomUser.Move move) {
        if (move.call() instanceof LockerCall.Acquire acquire) {
            locker.acquire(acquire, now, answer -> answer(call, number, user, move, answer));
            if (acquire.waits()) in(move.patience().toNanos(), () -> { if (!down) locker.giveUp(acquire, now); });
        } else {
            answer(call, number, user, move, locker.perform(move.call(), now));
        }
    }

    private void answer(Recorder<LockerCall, LockerAnswer>.Call call, int number, RandomUser user, RandomUser.Move move, LockerAnswer answer) {
        in(travel(), () -> {
            Runnable cutOff = underWay.remove(call);
            if (cutOff == null) return;
            if (random.nextInt(50) == 0) {
                cutOff.run();
                return;
            }
            call.returned(answer);
            user.heard(move.call(), Optional.of(answer));
            move(number, user);
        });
    }

    private void kill() {
        killedAt = now;
        down = true;
        List<Runnable> cutOff = new ArrayList<>(underWay.values());
        underWay.clear();
        cutOff.forEach(each -> in(travel(), each));
        in(travel() * 20, this::restart);
    }

    private void restart() {
        long started = now;
        locker.restart(now);
        down = false;
        recorder.add(new Operation<>(-1, new LockerCall.Restart(killedAt, started), Optional.of(LockerAnswer.DONE), killedAt, now));
    }
}
