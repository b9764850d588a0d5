package dev.willow.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.Lease;
import dev.willow.common.api.limiter.RoomFeed;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.EnqueueAnswer;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.query.PageOf;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What goes over the wire for a call, and what is made of the answer, in the words of the contract.
class ClientCallsTest {
    private static final KeyValues MAIN = KeyValues.of("branch", Value.text("main"));
    private static final String HELD = """
            {"Spec": {"DBDefinition": {"KeyValues": {"branch": {"Type": 13, "Data": "main"}}},
                      "Properties": {"Timeout": 5000000000, "Mode": "exclusive"}},
             "State": {"LockID": "l1", "SessionID": "s1", "FencingToken": 41, "TimeTillExpire": 4999000000,
                       "LocksHeldOrWaiting": 3}}""";

    @Test
    void a_lock_is_asked_for_with_its_key_values_and_the_wait_in_nanoseconds() {
        try (FakeService service = FakeService.answering(200, HELD);
                LockerClient client = LockerClient.builder(service.uri()).build()) {
            Lock lock = client.acquire(LockSpec.of(MAIN, LockProperties.DEFAULT), Duration.ofSeconds(2));

            FakeService.Asked asked = service.onlyCall();
            assertThat(asked.method() + " " + asked.target()).isEqualTo("POST /v1/locks?wait=2000000000");
            assertThat(asked.headers()).containsEntry("content-type", "application/json");
            assertThat(asked.body()).isEqualTo("{\"Spec\":{\"DBDefinition\":{\"KeyValues\":"
                    + "{\"branch\":{\"Type\":13,\"Data\":\"main\"}}},\"Properties\":{\"Mode\":\"exclusive\"}}}");
            assertThat(lock.state().fencingToken()).isEqualTo(41);
            assertThat(lock.state().timeTillExpire()).isEqualTo(Duration.ofMillis(4999));
            assertThat(lock.spec().definition().keyValues().toMap()).isEqualTo(MAIN.toMap());
        }
    }

    @Test
    void a_release_carries_the_session_and_needs_no_answer() {
        try (FakeService service = FakeService.answering(204, "");
                LockerClient client = LockerClient.builder(service.uri()).build()) {
            client.release("l1", "s1");
            FakeService.Asked asked = service.onlyCall();
            assertThat(asked.method() + " " + asked.target()).isEqualTo("DELETE /v1/locks/l1");
            assertThat(asked.body()).isEqualTo("{\"SessionID\":\"s1\"}");
        }
    }

    @Test
    void names_are_percent_encoded_in_the_path() {
        try (FakeService service = FakeService.answering(204, "");
                LimiterClient client = LimiterClient.builder(service.uri()).build()) {
            client.deleteOverride("limit branch builds", "50% of a/b + ü?");
            assertThat(service.onlyCall().target())
                    .isEqualTo("/v1/limiter/rules/limit%20branch%20builds/overrides/50%25%20of%20a%2Fb%20%2B%20%C3%BC%3F");
        }
    }

    @Test
    void a_lookup_brings_its_page_and_the_cursor_of_the_next() {
        Map<String, String> more = Map.of("X-Next-Cursor", "abc");
        try (FakeService service = FakeService.answering(asked -> new FakeService.Told(200, more, "[" + HELD + "]"));
                LockerClient client = LockerClient.builder(service.uri()).build()) {
            PageOf<Lock> page = client.locks(QueryRequest.EVERYTHING);
            assertThat(page.things()).hasSize(1);
            assertThat(page.nextCursor()).contains("abc");
            FakeService.Asked asked = service.onlyCall();
            assertThat(asked.method() + " " + asked.target() + " " + asked.body()).isEqualTo("POST /v1/locks/query {}");
        }
        try (FakeService service = FakeService.answering(200, "[]");
                LockerClient client = LockerClient.builder(service.uri()).build()) {
            assertThat(client.locks(QueryRequest.EVERYTHING).nextCursor()).isEmpty();
        }
    }

    @Test
    void a_batch_tells_what_became_of_each_entry() {
        String answers = """
                [{"Status": 200}, {"Status": 409, "Problem": {"type": "urn:willow:problem:limit-reached", "detail": "full"}}]""";
        try (FakeService service = FakeService.answering(200, answers);
                LimiterClient client = LimiterClient.builder(service.uri()).build()) {
            CounterSpec one = CounterSpec.of(MAIN, 1, Optional.of(new Lease("item-7", Duration.ZERO)));
            var results = client.changeAll(List.of(one, one));
            assertThat(results).extracting(BatchEntry::status).containsExactly(200, 409);
            assertThat(results.get(1).problem().orElseThrow().detail()).isEqualTo("full");
            assertThat(service.onlyCall().body()).startsWith("[{\"Spec\":").contains("\"Lease\":{\"ID\":\"item-7\"");
        }
    }

    @Test
    void a_batch_of_items_brings_the_items() {
        String answers = """
                [{"Status": 201, "Result": {"State": {"ID": "i1", "Attempt": 0, "Updates": 0}}},
                 {"Status": 200, "Result": {"State": {"ID": "i1", "Attempt": 0, "Updates": 1}}}]""";
        try (FakeService service = FakeService.answering(200, answers);
                WillowClient client = WillowClient.builder(service.uri()).build()) {
            List<BatchEntry<EnqueueAnswer>> results = client.enqueueAll("git commits", List.of(anItem(), anItem()));
            assertThat(results).extracting(it -> it.result().orElseThrow().state().updates()).containsExactly(0L, 1L);
            assertThat(service.onlyCall().target()).isEqualTo("/v1/queues/git%20commits/channels/items/batch");
        }
    }

    @Test
    void an_item_is_taken_with_its_bytes() {
        String item = """
                {"Spec": {"DBDefinition": {"KeyValues": {"branch": {"Type": 13, "Data": "main"}}},
                          "Properties": {"Item": "aGVsbG8=", "Updateable": true, "RetryAttempts": 1, "RetryPosition": "front",
                                         "TimeoutDuration": 1000000000}},
                 "State": {"ID": "i1", "Attempt": 1, "Updates": 3, "FencingToken": 17}}""";
        try (FakeService service = FakeService.answering(200, item);
                WillowClient client = WillowClient.builder(service.uri()).build()) {
            Item taken = client.dequeue("q", DequeueRequest.ANY, Duration.ofSeconds(1)).orElseThrow();
            assertThat(new String(taken.spec().properties().item(), StandardCharsets.UTF_8)).isEqualTo("hello");
            assertThat(taken.state().fencingToken()).contains(17L);
            assertThat(service.onlyCall().target()).isEqualTo("/v1/queues/q/channels/items/dequeue?wait=1000000000");
        }
    }

    @Test
    void several_items_are_asked_for_by_their_number_and_none_is_an_empty_list() {
        try (FakeService service = FakeService.answering(204, "");
                WillowClient client = WillowClient.builder(service.uri()).build()) {
            assertThat(client.dequeueUpTo(5, "q", DequeueRequest.ANY, Duration.ZERO)).isEmpty();
            assertThat(service.onlyCall().target()).isEqualTo("/v1/queues/q/channels/items/dequeue?max=5&wait=0");
        }
    }

    @Test
    void the_room_feed_is_asked_with_the_cursor_of_before() {
        String feed = """
                {"Cursor": "7", "Missed": false, "Room": [{"Rule": "one build", "Group": {"branch": {"Type": 13, "Data": "main"}},
                 "Places": 1}]}""";
        try (FakeService service = FakeService.answering(200, feed);
                LimiterClient client = LimiterClient.builder(service.uri()).build()) {
            RoomFeed room = client.room(Optional.of("6"), Duration.ofMinutes(1));
            assertThat(room.rooms().getFirst().group()).contains(MAIN);
            assertThat(service.onlyCall().target()).isEqualTo("/v1/limiter/room?after=6&wait=60000000000");
        }
    }

    @Test
    void channels_are_deleted_one_by_key_values_and_many_by_a_query() {
        try (FakeService service = FakeService.answering(204, "");
                WillowClient client = WillowClient.builder(service.uri()).build()) {
            client.deleteChannel("q", MAIN);
            FakeService.Asked one = service.onlyCall();
            assertThat(one.method() + " " + one.target()).isEqualTo("DELETE /v1/queues/q/channels");
            assertThat(one.body()).contains("\"KeyValues\"");
            client.deleteChannels("q", QueryRequest.EVERYTHING);
            assertThat(service.onlyCall().target()).isEqualTo("/v1/queues/q/channels?many=true");
        }
    }

    private static ItemSpec anItem() {
        return ItemSpec.of(MAIN, new ItemProperties(new byte[] {1}, true, 0, RetryPosition.FRONT, Duration.ZERO));
    }
}
