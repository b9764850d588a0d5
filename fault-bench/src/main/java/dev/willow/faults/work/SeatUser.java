package dev.willow.faults.work;

import dev.willow.client.ClientException;
import dev.willow.client.LimiterClient;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.Lease;
import dev.willow.faults.history.Fate;
import dev.willow.faults.history.Holding;
import dev.willow.faults.history.Place;
import dev.willow.faults.history.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Adds to counters directly, waits in line for it, and subtracts again; also where running items take places.
final class SeatUser extends Worker {
    private static final long LONGEST_WAIT_MILLIS = 3_000;
    private static final Duration LIFE = Duration.ofSeconds(2);
    private final String name;
    private final LimiterClient limiter;
    private final List<CounterSpec> unsettled = new ArrayList<>();
    private int taken;

    SeatUser(String name, LimiterClient limiter, Record log, Random random, Whistle whistle) {
        super(log, random, whistle);
        this.name = name;
        this.limiter = limiter;
    }

    @Override
    void work() throws InterruptedException {
        Map<String, String> keys = random.nextInt(4) == 0 ? Map.of("pool", "small") : Map.of("seat", "s" + random.nextInt(2));
        if (random.nextInt(5) == 0) takeAndDie(keys);
        else takeAndLeave(keys);
        whistle.pause(upTo(300));
    }

    /// Takes a place that is free again when its time is over, and never says a word of it again.
    private void takeAndDie(Map<String, String> keys) {
        Lease lease = new Lease(name + "-" + taken++ + "-lapses", LIFE);
        long asked = log.now();
        try {
            limiter.change(CounterSpec.of(Queues.keyValues(keys), 1, Optional.of(lease)), upTo(LONGEST_WAIT_MILLIS));
            log.add(new Place(keys, new Holding(log.since(asked), asked + LIFE.toNanos()), "lease " + lease.id()));
        } catch (ClientException failed) {
            fate(failed, false);
        }
    }

    private void takeAndLeave(Map<String, String> keys) throws InterruptedException {
        Lease lease = new Lease(name + "-" + taken++, Duration.ZERO);
        CounterSpec removal = CounterSpec.of(Queues.keyValues(keys), -1, Optional.of(lease));
        long asked = log.now();
        try {
            limiter.change(CounterSpec.of(Queues.keyValues(keys), 1, Optional.of(lease)), upTo(LONGEST_WAIT_MILLIS));
            hold(keys, lease, log.since(asked), removal);
        } catch (ClientException failed) {
            if (fate(failed, false) != Fate.REFUSED) unsettled.add(removal);
        }
    }

    private void hold(Map<String, String> keys, Lease lease, Span call, CounterSpec removal) throws InterruptedException {
        whistle.pause(upTo(300));
        log.add(new Place(keys, new Holding(call, log.now()), "lease " + lease.id()));
        try {
            limiter.change(removal, Duration.ZERO);
        } catch (ClientException failed) {
            fate(failed, false);
            unsettled.add(removal);
        }
    }

    /// Subtracts what may still be there, because a call was not answered.
    void settle(LimiterClient patient) {
        unsettled.forEach(removal -> patient.change(removal, Duration.ZERO));
    }
}
