package dev.willow.queue.http;

import static dev.willow.queue.http.Answers.itemId;
import static dev.willow.queue.http.Answers.token;
import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Many consumers at once, over HTTP: everybody is served in turn, and nothing is with two.
class OneAtATimeTest extends WillowTest {
    private static final int CONSUMERS = 8;
    private static final int READY = 1000;

    /// @param from when its consumer had it
    /// @param until when its consumer began to give it back
    private record Stay(String channel, String item, long token, long from, long until) {}

    @AutoClose
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final Queue<Stay> stays = new ConcurrentLinkedQueue<>();

    /// Those that are being served at that moment may be told a little later than one that is asked for after them.
    @Test
    void each_of_1000_ready_channels_is_served_once_before_any_but_those_being_served_is_served_twice() {
        for (int round = 0; round < 2; round++) enqueue(IntStream.range(0, READY).mapToObj(n -> "\"n\": " + n).toList());
        consume();
        List<String> served = inOrder().stream().map(Stay::channel).toList();
        assertThat(served).hasSize(2 * READY);
        for (int round = 0; round < 2; round++)
            assertThat(new HashSet<>(served.subList(round * READY, (round + 1) * READY))).hasSizeGreaterThan(READY - CONSUMERS);
    }

    @Test
    void a_limit_of_one_lets_one_item_of_its_group_run_at_a_time_and_each_item_once() {
        willow.limiter().limit("repo", 1);
        List<String> channels = new ArrayList<>();
        for (int n = 0; n < 200; n++) channels.add("\"repo\": " + n % 5 + ", \"n\": " + n);
        enqueue(channels);
        consume();
        assertThat(inOrder().stream().map(Stay::item)).hasSize(200).doesNotHaveDuplicates();
        inOrder().stream().collect(Collectors.groupingBy(stay -> stay.channel().split(" ")[0])).values().forEach(ofRepo -> {
            for (int i = 1; i < ofRepo.size(); i++)
                assertThat(ofRepo.get(i).from()).as("%s after %s", ofRepo.get(i), ofRepo.get(i - 1))
                        .isGreaterThan(ofRepo.get(i - 1).until());
        });
    }

    private void enqueue(List<String> channels) {
        Answer answer = http.post(ITEMS + "/batch", channels.stream().map(keyValues -> Bodies.item(keyValues, "\"Item\": \"\""))
                .collect(Collectors.joining(",", "[", "]")));
        assertThat(answer.body().findValuesAsString("Status")).hasSize(channels.size()).containsOnly("201");
    }

    /// Until nothing is left.
    private void consume() {
        List<CompletableFuture<Void>> consumers = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) consumers.add(CompletableFuture.runAsync(this::consumeOneByOne, threads));
        long end = System.nanoTime() + Http.BOUND.toNanos();
        while (http.get("/v1/queues/q").number("/State/Channels") > 0)
            if (System.nanoTime() > end) throw new AssertionError("never empty: " + http.get("/v1/queues/q").content());
        http.delete("/v1/queues/q");
        consumers.forEach(Http::await);
        assertThat(willow.limiter().leases()).isEmpty();
    }

    private void consumeOneByOne() {
        while (true) {
            Answer taken = http.post(ITEMS + "/dequeue", "{}");
            long from = System.nanoTime();
            if (taken.kind().equals("queue-deleted") || taken.kind().equals("unknown-queue")) return;
            assertThat(taken.status()).as(taken.content()).isEqualTo(200);
            JsonNode keys = taken.body().at("/Spec/DBDefinition/KeyValues");
            stays.add(new Stay(keys.at("/repo/Data").asString() + " " + keys.at("/n/Data").asString(), itemId(taken), token(taken),
                    from, System.nanoTime()));
            assertThat(http.post(ITEMS + "/ack", Bodies.done(itemId(taken))).status()).isEqualTo(200);
        }
    }

    /// In the order in which they were handed out.
    private List<Stay> inOrder() {
        List<Stay> sorted = new ArrayList<>(stays);
        sorted.sort(comparingLong(Stay::token));
        return sorted;
    }
}
