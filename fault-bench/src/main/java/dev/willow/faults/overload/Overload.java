package dev.willow.faults.overload;

import dev.willow.testing.process.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// More than there is room for, as a program: prints what everybody was answered and what it took. `-Doverload.seconds=` says how long it
/// lasts, `-Doverload.heap=` how much heap each service has, `-Doverload.runs=` how many times all that is done, and `-Doverload.java=` what else
/// their Java is told.
public final class Overload {
    static final int PATIENCE_MILLIS = 30_000;
    private static final Duration MEASURED = Duration.ofSeconds(2);
    private static final int FEW = 8;

    private final Plan plan;

    public Overload(Plan plan) {
        this.plan = plan;
    }

    public static void main(String[] ignored) throws Exception {
        Plan plan = Plan.OF_A_BUILD.lasting(Duration.ofSeconds(Integer.getInteger("overload.seconds", 20)))
                .withHeap(System.getProperty("overload.heap", Plan.OF_A_BUILD.heap()));
        System.out.println(plan.connections() + " connections at one service with a heap of " + plan.heap());
        for (int run = 0; run < Integer.getInteger("overload.runs", 1); run++)
            System.out.println(new Overload(plan).run(Files.createTempDirectory("overload")) + "\n");
    }

    /// @param data a directory for what the services keep
    @SuppressWarnings("try") // the crowd is closed before what is left is counted
    public Outcome run(Path data) throws IOException, InterruptedException {
        try (Services services = new Services(data, plan.heap()); Heap heap = new Heap(services.process(Service.WILLOW).pid())) {
            URI willow = services.uri(Service.WILLOW);
            awaitHealth(willow);
            try (Wire one = new Wire(willow); Wire other = new Wire(services.uri(Service.LIMITER))) {
                Calls.prepare(one, other);
            }
            Set<String> pushed = new HashSet<>();
            double perSecond = capacity(willow, pushed);
            Rounds rounds = new Rounds(willow);
            Duration ordinary = rounds.before();
            long before = heap.usedAfterCollection();

            try (Crowd crowd = new Crowd(plan, willow)) {
                long begun = System.nanoTime();
                crowd.come(plan.times() * perSecond);
                last(crowd, begun);
                long amid = heap.usedAfterCollection();
                double asked = crowd.callers.all() / perSecond / ((System.nanoTime() - begun) / 1e9);
                crowd.leave();
                Duration recovery = rounds.untilAsBefore();
                crowd.close();
                pushed.addAll(crowd.pushed);
                long after = heap.usedAfterCollection();
                Set<String> lost = new HashSet<>(pushed);
                lost.removeAll(Calls.drain(willow, Calls.FLOOD));
                return new Outcome(services.allLive(), perSecond, asked, before, amid, after, Long.parseLong(plan.heap().replace("m", "")),
                        ordinary, recovery, lost, pushed.size(), crowd.mostAtATime(), crowd.callers, crowd.waiters, crowd.slowSenders, crowd.largest,
                        crowd.tooLarge, crowd.workers, crowd.health);
            }
        }
    }

    /// The load lasts as long as it was planned; longer only on a machine that had no time for some of it.
    private void last(Crowd crowd, long begun) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(begun + plan.lasting().toNanos() - System.nanoTime());
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!crowd.hasSeenAll() && System.nanoTime() < end) TimeUnit.MILLISECONDS.sleep(100);
    }

    private static void awaitHealth(URI service) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (true) {
            try (Wire wire = new Wire(service)) {
                if (wire.call("GET", "/health", "").status() == 200) return;
            }
            if (System.nanoTime() > end) throw new IOException(service + " is not healthy");
        }
    }

    /// @param pushed takes what was pushed
    /// @return pushes of few callers in a second, each after the answer to the last
    private static double capacity(URI willow, Set<String> pushed) {
        AtomicInteger done = new AtomicInteger();
        long begun = System.nanoTime();
        long end = begun + MEASURED.toNanos();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < FEW; i++) {
                String name = "early-" + i;
                callers.submit(() -> {
                    try (Wire wire = new Wire(willow)) {
                        for (int turn = 0; System.nanoTime() < end; turn++) {
                            Calls.expect(201, wire.call("POST", Calls.push(Calls.FLOOD), Calls.item("caller", name, name + "/" + turn)));
                            synchronized (pushed) {
                                pushed.add(name + "/" + turn);
                            }
                            done.incrementAndGet();
                        }
                    }
                    return null;
                });
            }
        }
        return Math.max(1, done.get()) / ((System.nanoTime() - begun) / 1e9);
    }
}
