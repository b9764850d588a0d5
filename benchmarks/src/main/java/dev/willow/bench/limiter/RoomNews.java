package dev.willow.bench.limiter;

import dev.willow.bench.limiter.RoomCause.Ask;
import dev.willow.bench.load.Connection;
import dev.willow.bench.load.Connection.Reply;
import dev.willow.bench.process.AllServices;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/// How long it takes from the sending of a request that makes room in a full group (for a lease that lapses: from when it falls
/// due, at the earliest) until the request is answered, until a listener of the room feed hears of it, and until a consumer
/// that waits at Willow has the item that was held back. Then: which calls Willow makes to the Limiter while 100 channels
/// are held back and nothing happens. Arguments: the durability, how often each cause, and seconds of quiet.
final class RoomNews implements AutoCloseable {
    private static final long LONGEST = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;
    private static final String ITEMS = "/v1/queues/q/channels/items";
    private static final int HELD_BACK = 100;

    private final AllServices services;
    private final ExecutorService threads;
    private Connection limiter;
    private final Connection willow;
    private final Connection listening;
    private final Connection waiting;

    private RoomNews(AllServices services, ExecutorService threads) throws IOException {
        this.services = services;
        this.threads = threads;
        limiter = new Connection(services.limiter());
        willow = new Connection(services.willow());
        listening = new Connection(services.limiter());
        waiting = new Connection(services.willow());
    }

    public static void main(String[] arguments) throws Exception {
        int times = Integer.parseInt(arguments[1]);
        try (var services = AllServices.start(arguments[0], List.of()); var threads = Executors.newVirtualThreadPerTaskExecutor();
                var bench = new RoomNews(services, threads)) {
            bench.willow.post("/v1/queues", "{\"Spec\":{\"DBDefinition\":{\"Name\":\"q\"},\"Properties\":{\"MaxItems\":-1}}}").expect(201);
            List<RoomCause> causes = RoomCause.all();
            for (RoomCause cause : causes) {
                for (Ask ask : cause.once()) bench.ask(ask);
                bench.run(cause, times / 2); // Java's compilers at work
            }
            System.out.printf("%-26s %-23s %-31s %s%n", "in ms", "answer p50   p99   max", "room feed p50   p99   max", "consumer p50   p99   max");
            for (RoomCause cause : causes) bench.run(cause, times).print(cause.name());
            bench.quiet(Duration.ofSeconds(Integer.parseInt(arguments[2])));
        }
    }

    private record Taken(Histogram answer, Histogram feed, Histogram consumer) {
        private static Taken none() {
            return new Taken(new Histogram(LONGEST, DIGITS), new Histogram(LONGEST, DIGITS), new Histogram(LONGEST, DIGITS));
        }

        private void print(String cause) {
            System.out.printf("%-26s      %s         %s        %s%n", cause, shown(answer), shown(feed), shown(consumer));
        }

        private static String shown(Histogram taken) {
            return taken.getTotalCount() == 0 ? "    -     -     -" : String.format("%5.1f %5.1f %5.1f",
                    taken.getValueAtPercentile(50) / 1e6, taken.getValueAtPercentile(99) / 1e6, taken.getMaxValue() / 1e6);
        }
    }

    private Taken run(RoomCause cause, int times) throws Exception {
        Taken taken = Taken.none();
        String channel = "{\"" + cause.key() + "\":\"v\"}";
        for (int i = 0; i < times; i++) {
            willow.post(ITEMS, "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":" + channel + "},\"Properties\":{\"Item\":\"aGVsbG8=\"}}}").expect(201);
            long due = System.nanoTime() + RoomCause.LEASE.toNanos();
            for (Ask ask : cause.before()) ask(ask);
            Future<Heard> consumer = started(() -> waiting.post(ITEMS + "/dequeue?wait=60s", "{\"Selections\":{\"KeyValues\":" + channel + "}}"));
            awaitConsumer();
            String cursor = limiter.get("/v1/limiter/room").expect(200).text("Cursor");
            Future<Heard> listener = started(() -> listening.get("/v1/limiter/room?wait=1s&after=" + cursor));
            Thread.sleep(5); // it is on its way to listen
            boolean isInTime = !consumer.isDone(); // or its lease lapsed before all were ready
            long begun = cause.makes().isPresent() ? System.nanoTime() : due;
            if (cause.makes().isPresent()) {
                ask(cause.makes().get());
                taken.answer.recordValue(System.nanoTime() - begun);
            }
            if (isInTime) taken.feed.recordValue(listener.get().at() - begun);
            if (isInTime) taken.consumer.recordValue(consumer.get().at() - begun);
            String item = consumer.get().reply().text("ID");
            willow.post(ITEMS + "/ack", "{\"ItemID\":\"" + item + "\",\"Success\":true}").expect(200);
            listener.get();
            for (Ask ask : cause.after()) ask(ask);
        }
        return taken;
    }

    private record Heard(Reply reply, long at) {}

    private Future<Heard> started(Callable<Reply> call) throws InterruptedException {
        var begins = new CountDownLatch(1);
        Future<Heard> heard = threads.submit(() -> {
            begins.countDown();
            Reply reply = call.call().expect(200);
            return new Heard(reply, System.nanoTime());
        });
        begins.await();
        return heard;
    }

    /// Returns when the consumer was told that there is no room, and waits.
    private void awaitConsumer() throws Exception {
        while (!willow.get("/v1/queues/q").expect(200).body().contains("\"Consumers\":1")) Thread.onSpinWait();
        Thread.sleep(5); // it is counted before the Limiter has refused it
    }

    private void ask(Ask ask) throws IOException {
        Reply reply = sent(ask);
        while (reply.status() == 503) { // Locker is slow at its first lock; a 503 closes the connection
            limiter.close();
            limiter = new Connection(services.limiter());
            reply = sent(ask);
        }
        if (reply.status() >= 300 || reply.body().contains("Problem")) throw new IllegalStateException(ask + " was answered with " + reply);
    }

    private Reply sent(Ask ask) throws IOException {
        return switch (ask.method()) {
            case "PUT" -> limiter.put(ask.path(), ask.body());
            case "POST" -> limiter.post(ask.path(), ask.body());
            default -> limiter.delete(ask.path(), ask.body());
        };
    }

    private void quiet(Duration time) throws Exception {
        services.rule("{\"pool\":{\"Type\":1024}}", 0);
        for (int i = 0; i < HELD_BACK; i++)
            willow.post(ITEMS, "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"pool\":\"p\",\"n\":" + i
                    + "}},\"Properties\":{\"Item\":\"aGVsbG8=\"}}}").expect(201);
        threads.submit(() -> waiting.post(ITEMS + "/dequeue?wait=5m", "{\"Selections\":{\"KeyValues\":{\"pool\":\"p\"}}}"));
        awaitConsumer();
        Thread.sleep(Duration.ofSeconds(2)); // until all have been refused
        Map<String, Long> before = calls();
        Thread.sleep(time);
        System.out.printf("calls to the Limiter in %d s while %d channels are held back:%n", time.toSeconds(), HELD_BACK);
        calls().forEach((call, count) -> {
            if (count > before.getOrDefault(call, 0L)) System.out.printf("  %d × %s%n", count - before.getOrDefault(call, 0L), call);
        });
    }

    /// How many calls of each kind the Limiter has answered.
    private Map<String, Long> calls() throws Exception {
        Map<String, Long> calls = new TreeMap<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = services.limiter().resolve("/actuator/prometheus");
            http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines()).body()
                    .filter(line -> line.startsWith("http_server_requests_seconds_count"))
                    .forEach(line -> calls.merge(
                            line.replaceFirst(".*method=\"(\\w+)\".*uri=\"([^\"]*)\".*", "$1 $2"),
                            (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)), Long::sum));
        }
        return calls;
    }

    @Override
    public void close() throws IOException {
        for (Connection each : List.of(limiter, willow, listening, waiting)) each.close(); // also under a consumer that waits
    }
}
