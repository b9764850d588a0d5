package dev.willow.faults.overload;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Take and end limited items, and count how many run at a time.
final class Workers {
    private static final int MANY = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Door door;
    private final Tally tally;
    private final AtomicInteger atATime = new AtomicInteger();
    private final AtomicInteger mostAtATime = new AtomicInteger();

    Workers(Door door, Tally tally) {
        this.door = door;
        this.tally = tally;
    }

    void begin() {
        for (int i = 0; i < MANY; i++) {
            door.repeat(tally, PAUSE, wire -> {
                Wire.Reply taken = door.call(tally, wire, "POST", Calls.take(Calls.LIMITED, "wait=0"), "{}");
                if (taken.status() != 200) return;
                mostAtATime.accumulateAndGet(atATime.incrementAndGet(), Math::max);
                String ack = "{\"ItemID\":\"" + Calls.member("ID", taken.body()) + "\",\"Success\":true,\"KeyValues\":{}}";
                atATime.decrementAndGet();
                end(ack);
            });
        }
    }

    private void end(String ack) {
        while (!door.isOver()) {
            try (Wire wire = door.open()) {
                int status = door.call(tally, wire, "POST", Calls.ack(Calls.LIMITED), ack).status();
                if (status == 200 || status == 404) return;
            } catch (IOException broken) {
                door.ended(tally); // asked again
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    int mostAtATime() {
        return mostAtATime.get();
    }
}
