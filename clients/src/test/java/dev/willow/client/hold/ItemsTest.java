package dev.willow.client.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Asked;
import dev.willow.client.FakeService.Told;
import dev.willow.client.LostException;
import dev.willow.client.RetryPolicy;
import dev.willow.client.UnavailableException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.query.Query;
import dev.willow.common.time.ManualTicker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ItemsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(12);
    private static final Duration BEATEN = TIMEOUT.multipliedBy(43).dividedBy(100); // each has beaten once by then
    private static final String ITEMS = "/v1/queues/builds/channels/items";

    private final ManualTicker ticker = new ManualTicker();
    private volatile int ackStatus = 200;
    private volatile String beatEntry = "{\"Status\": 200, \"Result\": {\"Superseded\": false}}";

    @Test
    void an_item_shows_what_it_is_and_is_acked_with_its_fencing_token() {
        try (FakeService willow = willow(1); TakenItem item = takeOne(willow)) {
            assertThat(item.text()).isEqualTo("hello");
            assertThat(item.payload()).hasSize(5);
            assertThat(item.attempt()).isEqualTo(2);
            assertThat(item.updates()).isEqualTo(3);
            assertThat(item.keyValues().toString()).contains("branch");
            willow.calls();
            item.succeed();
            assertThat(willow.onlyCall().body()).contains("\"ItemID\":\"i0\"").contains("\"Success\":true").contains("\"FencingToken\":17");
            assertThatThrownBy(item::fail).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void an_item_that_is_closed_before_its_work_has_ended_is_given_back() {
        try (FakeService willow = willow(1)) {
            takeOne(willow).close();
            assertThat(willow.calls().getLast().body()).contains("\"Release\":true").doesNotContain("Success");
        }
    }

    @Test
    void the_heartbeats_of_many_items_travel_together() throws Exception {
        try (FakeService willow = willow(500)) {
            List<TakenItem> items = items(willow).takeUpTo(500, DequeueRequest.ANY, Duration.ZERO);
            willow.calls();
            ticker.advance(BEATEN);
            Duration untilKept = TIMEOUT.minus(BEATEN).plus(TIMEOUT.dividedBy(200)); // more than without any heartbeat
            ticker.await("all accepted", () -> items.stream().allMatch(item -> item.remaining().compareTo(untilKept) > 0));
            List<Asked> calls = willow.calls();
            assertThat(calls).hasSizeBetween(1, 10).allMatch(call -> call.target().equals(ITEMS + "/heartbeat/batch"));
            assertThat(items).allMatch(TakenItem::isHeld).noneMatch(TakenItem::superseded);
        }
    }

    @Test
    void an_item_that_is_superseded_says_so_and_goes_on() throws Exception {
        beatEntry = "{\"Status\": 200, \"Result\": {\"Superseded\": true}}";
        CompletableFuture<Hold> told = new CompletableFuture<>();
        try (FakeService willow = willow(1)) {
            TakenItem item = items(willow).whenSuperseded(told::complete).take(Query.EVERYTHING, Duration.ZERO).orElseThrow();
            ticker.advance(BEATEN);
            assertThat(told.get(30, TimeUnit.SECONDS)).isSameAs(item);
            assertThat(item.superseded()).isTrue();
            item.ensureHeld();
        }
    }

    @Test
    void an_item_that_its_service_does_not_know_any_more_is_lost_and_is_not_acked() throws Exception {
        beatEntry = "{\"Status\": 404, \"Problem\": {\"title\": \"Unknown item\", \"status\": 404, \"detail\": \"its time was over\"}}";
        CompletableFuture<Hold> told = new CompletableFuture<>();
        try (FakeService willow = willow(1)) {
            TakenItem item = items(willow).whenLost(told::complete).take(Query.EVERYTHING, Duration.ZERO).orElseThrow();
            ticker.advance(BEATEN);
            told.get(30, TimeUnit.SECONDS);
            willow.calls();
            assertThatThrownBy(item::succeed).isInstanceOf(LostException.class).hasMessageContaining("its time was over");
            item.close();
            assertThat(willow.calls()).isEmpty();
        }
    }

    @Test
    void an_ack_that_comes_too_late_says_that_the_item_was_lost() {
        ackStatus = 404;
        try (FakeService willow = willow(1); TakenItem item = takeOne(willow)) {
            assertThatThrownBy(item::succeed).isInstanceOf(LostException.class);
        }
    }

    @Test
    void an_item_whose_ack_found_nobody_is_still_kept_and_can_be_acked_again() {
        ackStatus = 503;
        try (FakeService willow = willow(1); TakenItem item = takeOne(willow)) {
            assertThatThrownBy(item::succeed).isInstanceOf(UnavailableException.class);
            item.ensureHeld();
            ackStatus = 200;
            item.succeed();
        }
    }

    @Test
    void an_item_that_was_lost_on_its_way_is_not_given_out_but_the_next() {
        AtomicInteger takes = new AtomicInteger();
        try (FakeService willow = FakeService.answering(asked -> {
            if (asked.target().endsWith("/heartbeat")) return new Told(404, Map.of(), "");
            if (!asked.target().contains("/dequeue")) return new Told(200, Map.of(), "");
            if (takes.getAndIncrement() == 0) ticker.advance(TIMEOUT); // the answer took long
            return new Told(200, Map.of(), item(takes.get()));
        })) {
            TakenItem item = items(willow).take(Query.EVERYTHING, Duration.ofMinutes(1)).orElseThrow();
            assertThat(item.id()).isEqualTo("i2");
        }
    }

    private TakenItem takeOne(FakeService willow) {
        return items(willow).take(Query.EVERYTHING, Duration.ZERO).orElseThrow();
    }

    private Items items(FakeService willow) {
        return Items.of(WillowClient.builder(willow.uri()).ticker(ticker).retries(RetryPolicy.NONE).build(), "builds");
    }

    private FakeService willow(int items) {
        return FakeService.answering(asked -> {
            String target = asked.target();
            if (target.contains("max=")) return told(200, list(items, ItemsTest::item));
            if (target.contains("/dequeue")) return told(200, item(0));
            if (target.endsWith("/ack")) return told(ackStatus, "");
            return told(200, list(asked.body().split("ItemID").length - 1, i -> beatEntry));
        });
    }

    private static Told told(int status, String body) {
        return new Told(status, Map.of(), body);
    }

    private static String list(int count, IntFunction<String> element) {
        return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
    }

    private static String item(int number) {
        return """
                {"Spec": {"DBDefinition": {"KeyValues": {"branch": "main"}},
                          "Properties": {"Item": "aGVsbG8=", "TimeoutDuration": "12s"}},
                 "State": {"ID": "i%d", "Attempt": 2, "Updates": 3, "FencingToken": 17}}""".formatted(number);
    }
}
