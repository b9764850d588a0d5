package dev.willow.bench.growth;

import dev.willow.bench.growth.Grown.Dimension;
import dev.willow.bench.growth.Grown.Point;
import dev.willow.bench.growth.Grown.Series;
import dev.willow.bench.load.ClosedLoop.Callers;
import dev.willow.bench.load.Connection;
import dev.willow.bench.process.AllServices;
import dev.willow.bench.queue.Items;
import dev.willow.bench.results.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How the cost of enqueue, dequeue and ack of one item grows with bytes, channels, callers, counters and rules, one after the other in
/// the same services. Argument: the durability, MEMORY if it is left out; `-Donly=` names one of them. Keeps what it found.
final class Growth {
    private static final String ONLY = System.getProperty("only", "");
    private static final String QUEUE = "cycles";
    private static final int[] CALLERS = {1, 8, 64, 256};
    private static final int[] BYTES = {100, 1 << 10, 16 << 10, 256 << 10};
    private static final int[] CHANNELS = {0, 1_000, 10_000, 100_000};
    private static final int[] RULES = {1, 10, 100, 1_000};
    private static final int[] COUNTERS = {0, 10_000, 100_000};
    /// So many keys have more subsets than there are rules.
    private static final int KEYS = 10;

    /// Nothing gives up on a machine that has much else to do.
    private static final Map<String, String> PATIENCE =
            Map.of("ADMISSION_WAITING", "10000", "LIMITER_LOCKERTIMEOUT", "1m", "LIMITER_LOCKSESSIONTIMEOUT", "5m", "WILLOW_LIMITERTIMEOUT", "1m");

    private final Bench bench;

    private Growth(Bench bench) {
        this.bench = bench;
    }

    public static void main(String[] arguments) throws Exception {
        String durability = arguments.length == 0 ? "MEMORY" : arguments[0];
        try (var services = AllServices.start(durability, PATIENCE, List.of("-Xmx1g"))) {
            var origin = Origin.here();
            var growth = new Growth(new Bench(services));
            growth.begin();
            List<Dimension> dimensions = growth.wanted();
            Point atTheEnd = growth.bench.measure(Bench.CALLERS, Bench.CALLERS, ofOwnChannel(QUEUE));
            var grown = new Grown(origin.date(), origin.commit(), origin.machine(), durability, atTheEnd, dimensions);
            System.out.println("kept in " + origin.keep(ONLY.isEmpty() ? "growth" : "growth-" + ONLY, grown));
        }
    }

    /// Rules come last: the locks of groups that are used no more are given up half a minute later, which takes a while if they are many.
    private List<Dimension> wanted() throws Exception {
        List<Dimension> dimensions = new ArrayList<>();
        if ("payload".contains(ONLY)) dimensions.add(bytes());
        if ("channels".contains(ONLY)) dimensions.add(channels());
        if ("callers".contains(ONLY)) dimensions.add(callers());
        if ("counters".contains(ONLY)) dimensions.add(counters());
        if ("rules".contains(ONLY)) dimensions.add(rules());
        return dimensions;
    }

    private void begin() throws Exception {
        bench.rule("{\"caller\":{\"Type\":1024}}");
        bench.createQueue(QUEUE);
        bench.warmUp(ofOwnChannel(QUEUE));
    }

    private Dimension callers() throws Exception {
        System.out.println("callers");
        List<Point> points = new ArrayList<>();
        for (int callers : CALLERS) points.add(bench.measure(callers, callers, ofOwnChannel(QUEUE)));
        return new Dimension("callers", "Callers", "callers", List.of(new Series("", points)));
    }

    private Dimension bytes() throws Exception {
        System.out.println("bytes");
        List<Point> points = new ArrayList<>();
        for (int bytes : BYTES)
            points.add(bench.measure(bytes, Bench.CALLERS, caller -> Items.cycle(QUEUE, own(caller), Items.matching(own(caller)), bytes)));
        return new Dimension("payload", "Size of an item", "bytes", List.of(new Series("", points)));
    }

    private Dimension channels() throws Exception {
        String queue = "channels";
        bench.createQueue(queue);
        List<Point> own = new ArrayList<>();
        List<Point> any = new ArrayList<>();
        int there = 0;
        for (int channels : CHANNELS) {
            System.out.println("channels, by those who want their own and by those who take any");
            bench.fill(queue, there, channels);
            there = channels;
            own.add(bench.measure(channels, Bench.CALLERS, ofOwnChannel(queue)));
            any.add(bench.measure(channels, Bench.CALLERS,
                    caller -> Items.cycleOfNewChannels(queue, "{\"caller\":" + caller + ",\"new\":%d}", "{}")));
        }
        bench.deleteQueue(queue);
        return new Dimension("channels", "Channels that wait beside", "channels",
                List.of(new Series("own channel", own), new Series("any channel", any)));
    }

    private Dimension rules() throws Exception {
        System.out.println("rules that do not apply");
        List<Point> others = rules(i -> i % 2 == 0 ? "{\"repo\":\"other-" + i + "\"}"
                : "{\"caller\":{\"Type\":1024},\"key-" + i + "\":{\"Type\":1024}}", ofOwnChannel(QUEUE));
        System.out.println("rules that apply");
        List<Point> applying = rules(Growth::applying, caller -> {
            String channel = withKeys("{\"caller\":" + caller, (1 << KEYS) - 1);
            return Items.cycle(QUEUE, channel, Items.matching(channel));
        });
        return new Dimension("rules", "Rules", "rules", List.of(new Series("one applies", others), new Series("all apply", applying)));
    }

    /// @param rule of a number from 1, beside the one that is there
    private List<Point> rules(IntFunction<String> rule, Callers<Connection> made) throws Exception {
        List<Point> points = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int rules : RULES) {
            for (int i = ids.size() + 1; i < rules; i++) ids.add(bench.rule(rule.apply(i)));
            points.add(bench.measure(rules, Bench.CALLERS, made));
        }
        for (String id : ids) bench.deleteRule(id);
        return points;
    }

    /// Asks for another subset of the keys for each number.
    private static String applying(int number) {
        return withKeys("{\"caller\":{\"Type\":1024}", number);
    }

    private static String withKeys(String beginning, int subset) {
        return IntStream.range(0, KEYS).filter(key -> (subset >> key & 1) == 1).mapToObj(key -> ",\"key-" + key + "\":\"there\"")
                .collect(Collectors.joining("", beginning, "}"));
    }

    private Dimension counters() throws Exception {
        System.out.println("counters");
        List<Point> points = new ArrayList<>();
        int there = 0;
        for (int counters : COUNTERS) {
            bench.counters(there, counters);
            there = counters;
            points.add(bench.measure(counters, Bench.CALLERS, ofOwnChannel(QUEUE)));
        }
        return new Dimension("counters", "Counters beside", "counters", List.of(new Series("", points)));
    }

    private static Callers<Connection> ofOwnChannel(String queue) {
        return caller -> Items.cycle(queue, own(caller), Items.matching(own(caller)));
    }

    private static String own(int caller) {
        return "{\"caller\":" + caller + "}";
    }
}
