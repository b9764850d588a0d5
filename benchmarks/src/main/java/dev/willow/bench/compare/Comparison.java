package dev.willow.bench.compare;

import dev.willow.bench.compare.Contestant.Entry;
import dev.willow.bench.compare.Contestant.MissingException;
import dev.willow.bench.compare.Contestant.Starting;
import dev.willow.bench.compare.Results.Row;
import dev.willow.bench.load.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Measures Willow and what people would use instead, one after the other on the same machine, and writes down what came of it. Arguments:
/// the numbers of callers. What is not installed is left out, and said.
final class Comparison {
    private static final String MEASURE = "beanstalkd";
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("measured", 12));
    /// Of services whose code is compiled while they run.
    private static final Duration LONG_WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUp", 120));
    private static final Duration SHORT_WARM_UP = Duration.ofSeconds(Integer.getInteger("again", 10));
    /// Of what it can do with as many callers as it was measured with.
    private static final double[] LOADS = {0.25, 0.5, 0.75};

    private static final List<Entry> OTHERS = List.of(
            new Entry(MEASURE, "synced on every write (-f 0), its protocol from Java", Beanstalkd::start),
            new Entry("BullMQ", "Redis synced on every write (appendfsync always), its client on Node", () -> OnNode.bullMqOnRedis("always")),
            new Entry("BullMQ", "Redis synced every second (appendfsync everysec), its client on Node", () -> OnNode.bullMqOnRedis("everysec")),
            new Entry("pg-boss", "PostgreSQL with its defaults (synced), its client on Node", OnNode::pgBossOnPostgres));

    private final List<Integer> callers;
    private final List<Row> rows = new ArrayList<>();
    private final List<Row> atRate = new ArrayList<>();

    private Comparison(List<Integer> callers) {
        this.callers = callers;
    }

    public static void main(String[] numbers) throws Exception {
        var comparison = new Comparison(numbers.length == 0 ? List.of(64, 8, 1) : List.of(numbers).stream().map(Integer::valueOf).toList());
        double syncs = Disk.syncsPerSecond(MEASURED);
        comparison.measureFloors();
        for (Entry entry : OTHERS) comparison.measure(entry);
        comparison.measureWillow("SYNC", "synced on every write, two limits asked");
        comparison.measureWillow("MEMORY", "in memory, two limits asked");
        Results results = Results.of(syncs, comparison.rows, comparison.atRate);
        System.out.println();
        System.out.println(results.tables(MEASURE));
        System.out.println("kept in " + results.write());
    }

    private void measureFloors() throws Exception {
        measureFloor("Spring MVC, three calls that do nothing", Floor::alone);
        measureFloor("each of the three asks a second one", () -> Floor.asking(false));
        measureFloor("each of the three asks a second one, then syncs a write", () -> Floor.asking(true));
    }

    private void measureFloor(String configuration, Starting floor) throws Exception {
        try (Contestant contestant = floor.start()) {
            measure(contestant, "bare HTTP service", configuration, LONG_WARM_UP.dividedBy(4));
        }
    }

    private void measure(Entry entry) throws Exception {
        try (Contestant contestant = entry.starting().start()) {
            measure(contestant, entry.name(), entry.configuration(), SHORT_WARM_UP);
        } catch (MissingException missing) {
            System.out.println(entry.name() + " is left out: " + missing.getMessage());
        }
    }

    private void measureWillow(String durability, String configuration) throws Exception {
        try (Willow willow = Willow.start(durability)) {
            double most = measure(willow, "Willow", configuration, LONG_WARM_UP);
            for (double load : LOADS) {
                double rate = load * most;
                Figures figures = willow.atRate(rate, callers.getFirst(), SHORT_WARM_UP, MEASURED);
                note(atRate, new Row("Willow", configuration, rate, figures));
            }
        }
    }

    /// @return cycles per second with the first number of callers
    private double measure(Contestant contestant, String name, String configuration, Duration warmUp) throws Exception {
        double first = 0;
        for (int number : callers) {
            Figures figures = contestant.cycles(number, first == 0 ? warmUp : SHORT_WARM_UP, MEASURED);
            if (first == 0) first = figures.perSecond();
            note(rows, new Row(name, configuration, 0, figures));
        }
        return first;
    }

    private static void note(List<Row> rows, Row row) {
        rows.add(row);
        System.out.println(row.figures() + "  " + row.system() + ", " + row.configuration() + (row.rate() > 0 ? " at %,.0f/s".formatted(row.rate()) : ""));
    }
}
