package dev.willow.system;

import static dev.willow.system.Things.any;
import static dev.willow.system.Things.limit;
import static dev.willow.system.Things.plus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.LimiterClient;
import dev.willow.client.NotGrantedException;
import dev.willow.client.RetryPolicy;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.ValuePattern;
import dev.willow.testing.http.LosingGateway;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A limit is never exceeded and loses no place: 64 callers go in and out through a limit of 5, and one of 3 for each
/// door, while Limiter and Locker are killed and started again, callers hang up before they are answered, and answers
/// are lost on their way: what is asked again with the same key counts once.
/// `-Dwillow.limitrace.seconds=120` makes a long run of it, `-Dwillow.limitrace.seed=` repeats the random numbers.
@Timeout(3600)
class LimitRaceTest {
    private static final int CALLERS = 64;
    private static final int LIMIT = 5;
    private static final int LIMIT_PER_DOOR = 3;
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("willow.limitrace.seconds", 20));
    private static final Duration HASTE = Duration.ofMillis(8);
    private static final int FEWEST_KILLS = 4;
    private static final int LOSES_ONE_IN = 2;
    private static final int FEWEST_LOST = 20;
    private static final Duration REPAIR = Duration.ofSeconds(20);

    @TempDir
    Path data;

    private final long seed = Long.getLong("willow.limitrace.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Shift shift = new Shift();
    private final Queue<Stay> stays = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    @Test
    void noLimitIsEverExceededAndNoPlaceIsLostWhateverHappensToTheServices() throws Exception {
        System.out.println("willow.limitrace.seed=" + seed);
        try (Cluster cluster = Cluster.start(data, EnumSet.of(Service.LOCKER, Service.LIMITER));
                LimiterClient hasty = LimiterClient.builder(cluster.uriOf(Service.LIMITER))
                        .requestTimeout(HASTE).retries(RetryPolicy.NONE).build();
                LosingGateway gateway = new LosingGateway(cluster.uriOf(Service.LIMITER), LOSES_ONE_IN, new Random(random.nextLong()));
                LimiterClient unlucky = LimiterClient.builder(gateway.uri()).retries(RetryPolicy.NONE).build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            cluster.limiter().createRule(limit("house", any("house"), LIMIT));
            cluster.limiter().createRule(limit("doors", KeyPatterns.of(Map.of("house", ValuePattern.ANY, "door", ValuePattern.ANY)), LIMIT_PER_DOOR));
            List<Future<?>> visitors = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++)
                visitors.add(threads.submit(new Visitor(
                        i, new Random(random.nextLong()), cluster.limiter(), hasty, unlucky, shift, stays, refused, lost)));
            int kills = killAndRestart(cluster, System.nanoTime() + TIME.toNanos());
            Eventually.succeeds("all that matters has happened", AssertionError.class, () -> assertThatItWasARace(gateway));
            shift.end();
            for (Future<?> visitor : visitors) visitor.get();

            System.out.printf("%d stays, %d refused, %d answers lost, %d of them of things done, %d kills%n",
                    stays.size(), refused.get(), lost.get(), gateway.lost(), kills);
            assertThatNoLimitWasExceeded();
            assertThatNothingIsLeft(cluster);
            assertThatAllPlacesAreThere(cluster);
        } finally {
            shift.end();
        }
    }

    private int killAndRestart(Cluster cluster, long end) throws Exception {
        int kills = 0;
        while (System.nanoTime() < end || kills < FEWEST_KILLS) {
            shift.pause(Duration.ofMillis(random.nextInt(500, 2_500)));
            Set<Service> killed = switch (random.nextInt(5)) {
                case 0 -> EnumSet.of(Service.LOCKER, Service.LIMITER);
                case 1, 2 -> EnumSet.of(Service.LOCKER);
                default -> EnumSet.of(Service.LIMITER);
            };
            shift.is(Shift.State.DEAD);
            for (Service service : killed) cluster.kill(service);
            // Without Locker alone, additions go on being asked, and are to be refused.
            if (!killed.contains(Service.LIMITER)) shift.is(Shift.State.STARTS);
            shift.pause(Duration.ofMillis(random.nextInt(300)));
            for (Service service : killed) cluster.restart(service);
            shift.is(Shift.State.SERVES);
            kills += killed.size();
        }
        return kills;
    }

    private void assertThatNoLimitWasExceeded() {
        List<Stay> all = List.copyOf(stays);
        assertThat(Stay.beyond(LIMIT, all)).as("seed " + seed).isEmpty();
        for (String door : Visitor.DOORS) {
            List<Stay> through = all.stream().filter(stay -> stay.place().equals(door)).toList();
            assertThat(Stay.beyond(LIMIT_PER_DOOR, through)).as("%s, seed %d", door, seed).isEmpty();
        }
    }

    /// Otherwise nothing is shown by what did not happen.
    private void assertThatItWasARace(LosingGateway gateway) {
        List<Stay> all = List.copyOf(stays);
        assertThat(List.of(all.size(), refused.get())).as("what happened").allMatch(number -> number > 50);
        assertThat(gateway.lost()).as("answers lost of things done").isGreaterThan(FEWEST_LOST);
        assertThat(Stay.beyond(LIMIT - 1, all)).as("the limit was reached").isPresent();
        for (String door : Visitor.DOORS)
            assertThat(Stay.beyond(LIMIT_PER_DOOR - 1, all.stream().filter(stay -> stay.place().equals(door)).toList()))
                    .as("the limit was reached at " + door).isPresent();
    }

    private void assertThatNothingIsLeft(Cluster cluster) {
        Eventually.succeeds("no counter is left", REPAIR, AssertionError.class,
                () -> assertThat(cluster.limiter().counters(QueryRequest.EVERYTHING).things()).as("seed " + seed).isEmpty());
        for (String door : Visitor.DOORS)
            assertThat(cluster.limiter().explain(plus(Visitor.keysOf(door), 1)).asked())
                    .hasSize(2).extracting(CounterExplanation.Asked::count).containsOnly(0L);
    }

    private static void assertThatAllPlacesAreThere(Cluster cluster) {
        for (String door : List.of("north", "north", "north", "south", "south"))
            cluster.limiter().change(plus(Visitor.keysOf(door), 1), Duration.ZERO);
        for (String door : Visitor.DOORS)
            assertThatThrownBy(() -> cluster.limiter().change(plus(Visitor.keysOf(door), 1), Duration.ZERO))
                    .isInstanceOf(NotGrantedException.class);
    }
}
