package dev.willow.system;

import static dev.willow.system.Things.keys;

import dev.willow.client.LimiterClient;
import dev.willow.client.NotGrantedException;
import dev.willow.client.UnavailableException;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.Lease;
import dev.willow.common.values.KeyValues;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// Goes in through a limit and out again, over and over. It goes in by a lease, or by a plain addition with an idempotency
/// key, and whenever an answer is lost it asks again by that until it knows whether it is in. So whatever happens to the
/// services, it leaves no place taken; and whatever is counted twice stays counted when all are out, or frees a place that
/// somebody still has.
final class Visitor implements Runnable {
    static final List<String> DOORS = List.of("north", "south", "east");

    private static final Duration NO_LAPSE = Duration.ZERO;

    private final int number;
    private final Random random;
    private final LimiterClient limiter;
    private final LimiterClient hasty;
    private final LimiterClient unlucky;
    private final Shift shift;
    private final Collection<Stay> stays;
    private final AtomicInteger refused;
    private final AtomicInteger lost;
    private int turn;

    /// @param hasty   hangs up on most calls before it has the answer, which is asked for again then
    /// @param unlucky loses many of the answers that say that something was done
    Visitor(int number, Random random, LimiterClient limiter, LimiterClient hasty, LimiterClient unlucky, Shift shift,
            Collection<Stay> stays, AtomicInteger refused, AtomicInteger lost) {
        this.number = number;
        this.random = random;
        this.limiter = limiter;
        this.hasty = hasty;
        this.unlucky = unlucky;
        this.shift = shift;
        this.stays = stays;
        this.refused = refused;
        this.lost = lost;
    }

    @Override
    public void run() {
        try {
            while (shift.pause(Duration.ofMillis(random.nextInt(40)))) visit();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit() throws InterruptedException {
        String who = number + "-" + turn++;
        String door = DOORS.get(random.nextInt(DOORS.size()));
        boolean leased = random.nextBoolean();
        Duration patience = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(2_000));
        int lostBefore = lost.get();
        if (ask("in-" + who, counter(door, 1, leased, who), patience)) {
            long from = System.nanoTime();
            shift.pause(Duration.ofMillis(random.nextInt(120)));
            stays.add(new Stay(who, door, from, System.nanoTime()));
            ask("out-" + who, counter(door, -1, leased, who), Duration.ZERO);
        } else {
            refused.incrementAndGet();
            // An answer that was lost before may have been a lease, granted to a caller who was thought to be gone.
            if (leased && lost.get() > lostBefore) ask("out-" + who, counter(door, -1, true, who), Duration.ZERO);
        }
    }

    /// @return whether it was done; false if a limit is in the way
    private boolean ask(String key, CounterSpec counter, Duration patience) throws InterruptedException {
        while (true) {
            try {
                LimiterClient caller = switch (random.nextInt(4)) {
                    case 0 -> hasty;
                    case 1 -> unlucky;
                    default -> limiter;
                };
                caller.withIdempotencyKey(key).change(counter, patience);
                return true;
            } catch (NotGrantedException _) {
                return false;
            } catch (UnavailableException notNow) {
                lost.incrementAndGet();
                // Who was answered that the service cannot serve now leaves it its time; who lost the answer asks soon.
                boolean isAnswered = notNow.getCause() == null;
                shift.pause(Duration.ofMillis(isAnswered ? random.nextInt(100, 500) : random.nextInt(50, 250)));
                shift.awaitUp();
            }
        }
    }

    static KeyValues keysOf(String door) {
        return keys("house", "h", "door", door);
    }

    private static CounterSpec counter(String door, long places, boolean leased, String who) {
        return CounterSpec.of(keysOf(door), places, leased ? Optional.of(new Lease(who, NO_LAPSE)) : Optional.empty());
    }
}
