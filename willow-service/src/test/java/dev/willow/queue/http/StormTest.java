package dev.willow.queue.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import dev.willow.testing.http.Leaving;
import dev.willow.testing.http.LoneCaller;
import dev.willow.testing.random.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Consumers that leave in every way and at any moment while items are handed out. The clock stands still, so no time-out ever
/// brings an item back: what was meant for those who left is there because it was taken back. A failure prints the seed.
class StormTest extends WillowTest {
    private static final String DEQUEUE = ITEMS + "/dequeue";
    private static final int ITEMS_IN_ALL = 40;
    private static final int BRANCHES = 8;
    private static final int CALLERS = 60;
    private static final int VISITORS = 40;
    private static final int AT_ONCE = 3;
    private static final Pattern ITEM = Pattern.compile("\"ID\":\"(\\w+)\",\"Attempt\":(\\d+)");

    private final long seed = Seeds.announcedFor(StormTest.class);
    private final Random random = new Random(seed);
    private final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();

    /// What a consumer was handed that is there.
    private record Taken(String item, long attempt) {}

    @RepeatedTest(3)
    void every_item_is_handed_once_to_somebody_who_is_there_and_no_attempt_is_used() throws InterruptedException {
        willow.limiter().limit("branch", AT_ONCE);
        http.post(ITEMS + "/batch", IntStream.range(0, ITEMS_IN_ALL).mapToObj(i -> item("b" + i % BRANCHES)).collect(Collectors.joining(",", "[", "]")));
        willow.limiter().holdQuestions();
        List<Connection> leavers = new ArrayList<>();
        List<CompletableFuture<Void>> stayers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            if (random.nextBoolean()) leavers.add(http.open("POST", DEQUEUE, ""));
            else stayers.add(CompletableFuture.runAsync(this::workOff, Thread::startVirtualThread));
        }
        awaitConsumers(CALLERS);
        // Some are asked for at the Limiter, which does not answer yet; the others stand in line.
        List<Connection> early = leavers.subList(0, leavers.size() / 2);
        early.forEach(this::leave);
        willow.limiter().answer();
        // The rest leaves while items are handed out to them, and so do visitors as soon as they have asked.
        for (Connection late : leavers.subList(early.size(), leavers.size())) sendNoMore(late);
        for (int i = 0; i < VISITORS; i++) leave(http.open("POST", DEQUEUE, ""));

        Map<String, Long> attempts = new HashMap<>();
        while (attempts.size() < ITEMS_IN_ALL) {
            Taken next = taken.poll(Http.BOUND.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("after %d items, seed %d", attempts.size(), seed).isNotNull();
            assertThat(attempts.put(next.item, next.attempt)).as("%s is handed out once, seed %d", next.item, seed).isNull();
        }
        assertThat(attempts.values()).as("seed %d", seed).containsOnly(1L);
        willow.limiter().awaitLeases(0);
        awaitConsumers(stayers.size());
        assertThat(http.get("/v1/queues/q").body().at("/State/Processing").asLong()).isZero();
        http.delete("/v1/queues/q");
        stayers.forEach(Http::await);
        assertThat(taken).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_item_that_comes_right_after_its_consumer_left_goes_to_the_next(Leaving how) {
        for (int round = 0; round < 10; round++) {
            Connection leaving = http.open("POST", DEQUEUE, "");
            awaitConsumers(1);
            CompletableFuture<Answer> next = http.posting(DEQUEUE, null);
            awaitConsumers(2);
            how.leave(leaving);
            http.post(ITEMS, item("a")); // most often before the service has noticed
            Answer got = Http.await(next);
            assertThat(got.number("/State/Attempt")).isEqualTo(1);
            assertThat(http.post(ITEMS + "/ack", Bodies.done(Answers.itemId(got))).status()).isEqualTo(200);
        }
    }

    @Test
    void what_was_on_its_way_to_a_consumer_whose_process_is_killed_goes_to_the_next() throws IOException, InterruptedException {
        String id = Answers.itemId(http.post(ITEMS, item("a")));
        willow.limiter().holdQuestions();
        Process process = LoneCaller.start(willow.port(), DEQUEUE, "");
        try {
            willow.limiter().awaitHeldQuestion();
            process.destroyForcibly().waitFor();
            willow.limiter().answer();
            Answer got = http.post(DEQUEUE, null);
            assertThat(Answers.itemId(got)).isEqualTo(id);
            assertThat(got.number("/State/Attempt")).isEqualTo(1);
            willow.limiter().awaitLeases(2);
        } finally {
            process.destroyForcibly();
        }
    }

    /// Takes items and acks them until the queue is gone.
    private void workOff() {
        for (Answer next = http.post(DEQUEUE, null); next.status() == 200; next = http.post(DEQUEUE, null))
            done(Answers.itemId(next), next.number("/State/Attempt"));
    }

    private void done(String item, long attempt) {
        taken.add(new Taken(item, attempt));
        assertThat(http.post(ITEMS + "/ack", Bodies.done(item)).status()).isEqualTo(200);
    }

    private void leave(Connection caller) {
        Leaving[] ways = Leaving.values();
        Leaving way = ways[random.nextInt(ways.length)];
        if (way == Leaving.SENDS_NO_MORE) sendNoMore(caller);
        else way.leave(caller);
    }

    /// It still hears of an item that was handed to it before it was known to leave.
    private void sendNoMore(Connection caller) {
        caller.sendNoMore();
        Thread.startVirtualThread(() -> {
            try (caller) {
                Matcher item = ITEM.matcher(caller.read());
                if (item.find()) done(item.group(1), Long.parseLong(item.group(2)));
            }
        });
    }

    private static String item(String branch) {
        return Bodies.item(branch);
    }

    /// Nothing happens in the log when a caller comes to wait, so this asks until it shows.
    private void awaitConsumers(int number) {
        long end = System.nanoTime() + Http.BOUND.toNanos();
        while (http.get("/v1/queues/q").number("/State/Consumers") != number)
            if (System.nanoTime() > end) throw new AssertionError("not " + number + " consumers, seed " + seed);
    }
}
