package dev.willow.faults.overload;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// All who come at once. Each goes on until [#leave], which hangs up on everything.
final class Crowd implements AutoCloseable {
    private final Plan plan;
    private final URI willow;
    private final Door door;
    /// Whoever asks for its health comes by another: it does not leave with the crowd before it was answered.
    private final Door healthDoor;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);

    final Tally callers = new Tally();
    final Tally waiters = new Tally();
    final Tally slowSenders = new Tally();
    final Tally largest = new Tally();
    final Tally tooLarge = new Tally();
    final Tally workers = new Tally();
    final Tally health = new Tally();
    /// What was pushed and answered with 2xx.
    final Set<String> pushed = ConcurrentHashMap.newKeySet();
    private final Workers limited;

    Crowd(Plan plan, URI willow) {
        this.plan = plan;
        this.willow = willow;
        door = new Door(willow);
        healthDoor = new Door(willow);
        limited = new Workers(door, workers);
    }

    /// @param perSecond how many pushes are asked for
    void come(double perSecond) throws IOException {
        clock.scheduleWithFixedDelay(this::askForHealth, 0, 200, TimeUnit.MILLISECONDS);
        limited.begin(); // first, so that they surely get at some
        String wait = Wire.request("POST", Calls.take(Calls.EMPTY, "wait=5m"), "{}");
        for (int i = 0; i < plan.waiters(); i++) door.visit(waiters, () -> {
            Wire wire = door.open();
            door.answer(waiters, wire, wait); // who is sent away stays connected
        });
        for (int i = 0; i < plan.silent(); i++) door.open();
        SlowOnes slow = new SlowOnes(door, slowSenders);
        slow.senders(plan.slowHeads(), plan.slowBodies());
        slow.nonReaders(plan.nonReaders());
        clock.scheduleWithFixedDelay(slow::trickle, 1, 1, TimeUnit.SECONDS);
        Pushers pushers = new Pushers(door, pushed);
        pushers.largeBodies(largest, tooLarge);
        pushers.callers(callers, plan.callers(), perSecond);
    }

    /// Over a new connection each time, whose making counts.
    private void askForHealth() {
        healthDoor.visit(health, () -> {
            long begun = System.nanoTime();
            try (Wire wire = new Wire(willow)) {
                wire.send(Wire.request("GET", "/health", ""));
                healthDoor.answer(health, wire, begun);
            }
        });
    }

    /// Whether everybody got at what is promised to them at least once, so that there is something to look at.
    boolean hasSeenAll() {
        return callers.count(201) > 0 && callers.count(503) > 0 && waiters.count(429) > 0 && tooLarge.count(413) > 0 && workers.count(200) > 0
                && health.count(200) > 0;
    }

    int mostAtATime() {
        return limited.mostAtATime();
    }

    /// All hang up.
    void leave() throws IOException {
        clock.shutdown();
        door.leave();
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        door.close();
        healthDoor.awaitAll();
        healthDoor.close();
    }
}
