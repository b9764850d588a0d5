package dev.willow.faults.work;

import dev.willow.client.ClientException;
import dev.willow.client.LockerClient;
import dev.willow.client.hold.HeldLock;
import dev.willow.client.hold.HeldLocks;
import dev.willow.client.hold.LockRequest;
import dev.willow.client.hold.Locks;
import dev.willow.faults.history.Holding;
import dev.willow.faults.history.LockHold;
import dev.willow.faults.history.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Takes few locks that many want: alone, shared, or as one of some places.
final class LockUser extends Worker {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final long LONGEST_WAIT_MILLIS = 4_000;
    private static final int SEATS = 2;
    private final Locks locks;

    LockUser(LockerClient locker, Record log, Random random, Whistle whistle) {
        super(log, random, whistle);
        this.locks = new Locks(locker);
    }

    @Override
    void work() throws InterruptedException {
        switch (random.nextInt(6)) {
            case 5 -> holdTogether();
            case 0, 1 -> hold("door" + random.nextInt(3), LockHold.EXCLUSIVE);
            case 2 -> hold("book", LockHold.EXCLUSIVE);
            case 3 -> hold("book", LockHold.SHARED);
            default -> hold("bench", SEATS);
        }
        whistle.pause(upTo(200));
    }

    private void hold(String lock, int atOnce) throws InterruptedException {
        LockRequest request = request(lock);
        LockRequest wanted = switch (atOnce) {
            case LockHold.EXCLUSIVE -> request;
            case LockHold.SHARED -> request.shared();
            default -> request.places(atOnce);
        };
        long asked = log.now();
        try (HeldLock held = locks.acquire(wanted, upTo(LONGEST_WAIT_MILLIS))) {
            Span call = log.since(asked);
            Tenure tenure = new Tenure(log, held);
            tenure.keepFor(upTo(random.nextInt(10) == 0 ? 2 * TIMEOUT.toMillis() : 200), whistle);
            log.add(new LockHold(lock, atOnce, held.fencingToken(), new Holding(call, Math.max(call.to(), tenure.certainAt(log.now())))));
        } catch (ClientException failed) {
            fate(failed, false);
        }
    }

    /// Two of the doors, both or none.
    private void holdTogether() throws InterruptedException {
        List<String> doors = List.of("door0", "door1");
        long asked = log.now();
        try (HeldLocks held = locks.acquireTogether(doors.stream().map(LockUser::request).toList(), upTo(LONGEST_WAIT_MILLIS))) {
            Span call = log.since(asked);
            Tenure tenure = new Tenure(log, held.each().getFirst());
            tenure.keepFor(upTo(200), whistle);
            Holding holding = new Holding(call, Math.max(call.to(), tenure.certainAt(log.now())));
            for (int i = 0; i < doors.size(); i++)
                log.add(new LockHold(doors.get(i), LockHold.EXCLUSIVE, held.each().get(i).fencingToken(), holding));
        } catch (ClientException failed) {
            fate(failed, false);
        }
    }

    private static LockRequest request(String lock) {
        return LockRequest.on(Queues.keyValues(Map.of("lock", lock))).timeout(TIMEOUT);
    }
}
