package dev.willow.bench.queue;

import dev.willow.bench.load.ClosedLoop;
import dev.willow.bench.load.ClosedLoop.Callers;
import dev.willow.bench.load.Connection;
import dev.willow.bench.load.Figures;
import dev.willow.bench.process.AllServices;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// What enqueue, dequeue and ack cost beside very many channels, channels that are held back, and rules; and updates of one
/// channel. Arguments: the durability, and the number of callers.
final class QueueScale {
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmUp", 30));
    private static final Duration AGAIN = Duration.ofSeconds(Integer.getInteger("again", 2));
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("measured", 6));
    private static final String ONLY = System.getProperty("only", "");
    private static final int LIMIT = 100;
    private static final int CHANNELS = 100_000;
    private static final int BLOCKED = 9_000;
    private static final int FREE = 1_000;
    private static final int OTHER_RULES = 997;
    private static final int PRODUCERS = 64;

    private final AllServices services;
    private final int callers;

    private QueueScale(AllServices services, int callers) {
        this.services = services;
        this.callers = callers;
    }

    public static void main(String[] arguments) throws Exception {
        try (var services = AllServices.start(arguments[0], List.of("-Xmx1g"))) {
            new QueueScale(services, Integer.parseInt(arguments[1])).measureAll();
        }
    }

    private void measureAll() throws Exception {
        services.rule("{\"caller\":{\"Type\":1024}}", LIMIT);
        Items.createQueue(services.willow(), "empty");
        ClosedLoop.run(services.willow(), callers, WARM_UP, Duration.ZERO, ofOwnChannel("empty"));
        measure("empty system", ofOwnChannel("empty"));
        if (wants("channels")) besideChannels();
        if (wants("held back")) besideHeldBack();
        if (wants("rules")) amongRules();
        measure("empty system again", ofOwnChannel("empty"));
        if (wants("updates")) updates();
    }

    private void besideChannels() throws Exception {
        Items.createQueue(services.willow(), "channels");
        Items.fill(services.willow(), "channels", "{\"other\":%d,\"os\":\"linux\"}", CHANNELS);
        measure("beside %,d channels".formatted(CHANNELS), ofOwnChannel("channels"));
        measure("%,d channels, all match".formatted(CHANNELS), ofAnyChannel("channels", "{}"));
        measure("half of them match", ofAnyChannel("channels", Items.matching(
                "{\"other\":{\"Value\":" + CHANNELS / 2 + ",\"Comparison\":\">=\"}}")));
        drop("channels");
    }

    /// Nearly all channels are of repositories of which none may run, or one may and does.
    private void besideHeldBack() throws Exception {
        Items.createQueue(services.willow(), "blocked");
        services.rule("{\"repo\":{\"Type\":1024}}", 1);
        String blocked = "{\"repo\":\"full\",\"other\":%d}";
        Items.fill(services.willow(), "blocked", blocked, 1);
        try (var connection = new Connection(services.willow())) {
            connection.post(Items.path("blocked") + "/dequeue", "{}").expect(200);
        }
        Items.fill(services.willow(), "blocked", blocked.replace("other", "another"), BLOCKED);
        Items.fill(services.willow(), "blocked", "{\"free\":%d}", FREE);
        try (var connection = new Connection(services.willow())) {
            long begun = System.nanoTime();
            connection.post(Items.path("blocked") + "/dequeue?wait=0", Items.matching("{\"repo\":\"full\"}")).expect(204);
            System.out.printf("first look at %,d that are held back: %.1f ms%n", BLOCKED, (System.nanoTime() - begun) / 1e6);
        }
        measure("%,d held back, %,d free".formatted(BLOCKED, FREE), ofAnyChannel("blocked", "{}"));
        measure("the same, own channel", ofOwnChannel("blocked"));
        drop("blocked");
    }

    private void amongRules() throws Exception {
        services.rule("{\"caller\":{\"Type\":1024},\"_willow_running\":{\"Type\":1024}}", LIMIT);
        services.rule("{\"_willow_running\":{\"Type\":1024}}", LIMIT);
        for (int i = 0; i < OTHER_RULES; i++)
            services.rule(i % 2 == 0 ? "{\"repo\":\"other-" + i + "\"}" : "{\"caller\":{\"Type\":1024},\"key-" + i + "\":{\"Type\":1024}}", LIMIT);
        measure("1,000 rules, three apply", ofOwnChannel("empty"));
    }

    private void updates() throws Exception {
        Items.createQueue(services.willow(), "updates");
        String item = Items.item("{\"branch\":\"main\"}", true);
        Callers<Connection> producers = _ -> (connection, _) -> connection.post(Items.path("updates"), item);
        ClosedLoop.run(services.willow(), PRODUCERS, WARM_UP.dividedBy(3), Duration.ZERO, producers);
        System.out.println("updates of one channel       " + ClosedLoop.run(services.willow(), PRODUCERS, Duration.ZERO, MEASURED, producers));
    }

    private void measure(String what, Callers<Connection> made) throws Exception {
        ClosedLoop.run(services.willow(), callers, AGAIN, Duration.ZERO, made);
        var used = new Used(services);
        Figures figures = ClosedLoop.run(services.willow(), callers, Duration.ZERO, MEASURED, made);
        System.out.printf("%-28s %s  %s%n", what, figures, used.forEachOf(figures.perSecond() * MEASURED.toSeconds()));
    }

    private static boolean wants(String what) {
        return what.contains(ONLY);
    }

    private void drop(String queue) throws IOException {
        try (var connection = new Connection(services.willow())) {
            connection.delete("/v1/queues/" + queue, "").expect(204);
        }
    }

    private static Callers<Connection> ofOwnChannel(String queue) {
        return caller -> Items.cycle(queue, "{\"caller\":" + caller + "}", Items.matching("{\"caller\":" + caller + "}"));
    }

    /// Puts an item into a channel of its own and takes whichever is offered.
    private static Callers<Connection> ofAnyChannel(String queue, String query) {
        return caller -> Items.cycleOfNewChannels(queue, "{\"caller\":" + caller + ",\"other\":" + CHANNELS + "%d}", query);
    }
}
