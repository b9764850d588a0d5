package dev.willow.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.MatchRequest;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.CounterRequest;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.limiter.RoomFeed;
import dev.willow.common.api.limiter.RuleRequest;
import dev.willow.common.api.locker.AcquireRequest;
import dev.willow.common.api.locker.LockMode;
import dev.willow.common.api.locker.OpenSessionRequest;
import dev.willow.common.api.locker.Session;
import dev.willow.common.api.locker.TogetherRequest;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.ChannelReference;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.EnqueueRequest;
import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.QueueRequest;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.api.queue.Strategy;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.query.Comparison;
import dev.willow.common.query.TypeRange;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What clients send in any of the accepted forms is read alike, and answers have the one form of the contract.
class CanonicalFormTest {
    private final BodyReader reader = new BodyReader(ApiLimits.DEFAULT);

    @Test
    void short_and_long_forms_of_values_are_the_same_and_the_long_one_is_written() {
        String shorthand = "{\"a\": \"x\", \"b\": 42, \"c\": 1.5}";
        String longForm = "{\"c\": {\"Data\": 1.50, \"Type\": 12}, \"b\": {\"Type\": 9, \"Data\": \"42\"}, \"a\": {\"Type\": 13, \"Data\": \"x\"}}";
        assertThatObject(read(shorthand, KeyValues.class)).isEqualTo(read(longForm, KeyValues.class));
        assertThat(write(read(shorthand, KeyValues.class)))
                .isEqualTo("{\"a\":{\"Type\":13,\"Data\":\"x\"},\"b\":{\"Type\":9,\"Data\":\"42\"},\"c\":{\"Type\":12,\"Data\":\"1.5\"}}");
    }

    @Test
    void every_type_comes_back_as_it_was_written() {
        KeyValues all = KeyValues.NONE;
        for (ValueType type : ValueType.values())
            if (type != ValueType.ANY) all = all.with("k" + type.number(), Value.parse(type, "7"));
        assertThatObject(read(write(all), KeyValues.class)).isEqualTo(all);
    }

    @Test
    void the_largest_unsigned_number_survives_as_number_and_as_text() {
        KeyValues largest = KeyValues.of("n", Value.parse(ValueType.UINT64, "18446744073709551615"));
        assertThatObject(read("{\"n\": {\"Type\": 4, \"Data\": 18446744073709551615}}", KeyValues.class)).isEqualTo(largest);
        assertThatObject(read(write(largest), KeyValues.class)).isEqualTo(largest);
    }

    @Test
    void any_is_written_without_data_and_read_with_or_without_null() {
        String rule = "{\"Spec\": {\"DBDefinition\": {\"GroupByKeyValues\": {\"a\": {\"Type\": 1024, \"Data\": null}, \"b\": {\"Type\": 1024}}}, \"Properties\": {\"Limit\": 1}}}";
        RuleRequest read = read(rule, RuleRequest.class);
        assertThat(read.spec().definition().groupBy().get("a")).isEqualTo(ValuePattern.ANY);
        assertThat(write(read)).isEqualTo(
                "{\"Spec\":{\"DBDefinition\":{\"GroupByKeyValues\":{\"a\":{\"Type\":1024},\"b\":{\"Type\":1024}}},\"Properties\":{\"Limit\":1,\"Paused\":false}}}");
    }

    @Test
    void durations_are_read_as_nanoseconds_or_with_units_and_written_as_nanoseconds() {
        for (String form : new String[] {"1500000000", "\"1500ms\"", "\"1.5s\"", "\"1s500ms\""})
            assertThat(read("{\"Timeout\": " + form + "}", OpenSessionRequest.class).timeout()).contains(Duration.ofMillis(1500));
        assertThat(Durations.ofParameter("5m")).isEqualTo(Durations.ofParameter("300000000000")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Durations.ofParameter("0")).isEqualTo(Duration.ZERO);
        assertThat(write(new Session("s", Duration.ofSeconds(5), Duration.ofMillis(4999))))
                .isEqualTo("{\"SessionID\":\"s\",\"Timeout\":5000000000,\"TimeTillExpire\":4999000000}");
        assertThat(write(new Session("s", Duration.ofSeconds(Long.MAX_VALUE), Duration.ZERO))).contains("9223372036854775807");
    }

    @Test
    void an_acquire_takes_the_defaults_of_the_contract() {
        AcquireRequest request = read("{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {\"branch\": \"main\"}}}}", AcquireRequest.class);
        assertThat(request.spec().properties().mode()).isEqualTo(LockMode.EXCLUSIVE);
        assertThat(request.spec().properties().timeout()).isEmpty();
        assertThat(request.spec().properties().sessionId()).isEmpty();
        assertThat(write(request)).isEqualTo(
                "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"branch\":{\"Type\":13,\"Data\":\"main\"}}},\"Properties\":{\"Mode\":\"exclusive\"}}}");
        assertThat(read("{\"Locks\": [" + write(request) + "]}", TogetherRequest.class).locks()).containsExactly(request);
    }

    @Test
    void an_item_takes_the_defaults_of_the_contract_and_the_other_names() {
        EnqueueRequest request = read(
                "{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {\"a\": 1}}, \"Properties\": {\"Data\": \"aGVsbG8=\", \"RetryCount\": -1}}}",
                EnqueueRequest.class);
        assertThat(request.spec().properties().item()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(request.spec().properties().updateable()).isFalse();
        assertThat(request.spec().properties().retryAttempts()).isEqualTo(-1);
        assertThat(request.spec().properties().retryPosition()).isEqualTo(RetryPosition.FRONT);
        assertThat(request.spec().properties().timeoutDuration()).isEqualTo(Duration.ZERO);
        assertThat(write(request)).contains("\"Item\":\"aGVsbG8=\"").contains("\"RetryPosition\":\"front\"");
        assertThat(read("{\"ItemID\": \"i\", \"Passed\": false, \"KeyValues\": {}}", AckRequest.class).success()).contains(false);
        assertThat(read("{\"ItemID\": \"i\", \"Release\": true}", AckRequest.class).release()).isTrue();
    }

    @Test
    void members_left_out_of_a_change_are_told_from_those_that_are_set() {
        assertThat(read("{}", LimitUpdate.class).limit()).isEmpty();
        assertThat(read("{\"Paused\": true}", LimitUpdate.class)).isEqualTo(new LimitUpdate(Optional.empty(), Optional.of(true)));
        assertThat(read("{\"Paused\": null}", LimitUpdate.class).paused()).isEmpty();
        assertThat(read("{\"Spec\": {\"DBDefinition\": {\"Name\": \"q\"}}}", QueueRequest.class).spec().properties().maxItems()).contains(-1L);
    }

    @Test
    void a_query_is_read_with_both_spellings_and_shorthand_and_comes_back_the_same() {
        QueryRequest request = read(
                """
                {"Selection": {"KeyValues": {"os": "linux", "n": {"Value": 3, "Comparison": ">="},
                                             "any": {"Value": {"Type": 1024}, "Comparison": "!="}}},
                 "And": [{"Selections": {"IDs": ["a", "b"]}}], "Or": [{}], "Limit": 5, "OrderBy": {"Key": "n"}}
                """,
                QueryRequest.class);
        var conditions = request.toQuery().selection().orElseThrow().conditions();
        assertThat(conditions.get("os").comparison()).isEqualTo(Comparison.EQUAL);
        assertThat(conditions.get("os").range()).isEqualTo(new TypeRange(ValueType.STRING, ValueType.STRING));
        assertThat(conditions.get("n").comparison()).isEqualTo(Comparison.AT_LEAST);
        assertThat(conditions.get("any").range()).isEqualTo(TypeRange.ALL);
        QueryRequest again = read(write(QueryRequest.of(request.toQuery())), QueryRequest.class);
        assertThat(again.toQuery()).isEqualTo(request.toQuery());
        assertThat(write(QueryRequest.EVERYTHING)).isEqualTo("{}");
        assertThat(read("{}", QueryRequest.class).toQuery()).isEqualTo(QueryRequest.EVERYTHING.toQuery());
    }

    @Test
    void a_match_comes_back_the_same() {
        MatchRequest request = read(
                "{\"KeyValues\": {\"a\": 1, \"b\": {\"Value\": {\"Type\": 1024}, \"TypeRestrictions\": {\"MaxDataType\": 13}}}, \"MaxNumberOfPermutationKeyValues\": 2}",
                MatchRequest.class);
        assertThat(request.toMatch().given().get("b").range()).isEqualTo(new TypeRange(ValueType.UINT8, ValueType.STRING));
        assertThat(read(write(MatchRequest.of(request.toMatch())), MatchRequest.class).toMatch()).isEqualTo(request.toMatch());
    }

    @Test
    void a_dequeue_names_its_strategy() {
        assertThat(read("{}", DequeueRequest.class)).isEqualTo(DequeueRequest.ANY);
        assertThat(read("{\"Strategy\": \"priority\", \"PriorityKey\": \"p\"}", DequeueRequest.class).strategy()).isEqualTo(Strategy.PRIORITY);
        assertThat(write(DequeueRequest.ANY)).isEqualTo("{\"Strategy\":\"round-robin\"}");
    }

    @Test
    void a_channel_is_named_bare_or_wrapped() {
        ChannelReference channel = new ChannelReference(KeyValues.of("os", Value.text("linux")));
        assertThat(read("{\"os\": \"linux\"}", ChannelReference.class)).isEqualTo(channel);
        assertThat(read("{\"KeyValues\": {\"os\": \"linux\"}}", ChannelReference.class)).isEqualTo(channel);
        assertThatObject(read("{\"KeyValues\": {\"Type\": 13, \"Data\": \"x\"}}", ChannelReference.class).keyValues())
                .isEqualTo(KeyValues.of("KeyValues", Value.text("x")));
        assertThatObject(read("{\"KeyValues\": \"x\"}", ChannelReference.class).keyValues()).isEqualTo(KeyValues.of("KeyValues", Value.text("x")));
    }

    @Test
    void explain_asks_for_a_channel_an_item_or_a_query() {
        assertThat(read("{\"KeyValues\": {\"os\": \"linux\"}}", ExplainRequest.class).keyValues()).isPresent();
        assertThat(read("{}", ExplainRequest.class).toQuery()).isEqualTo(QueryRequest.EVERYTHING.toQuery());
    }

    @Test
    void a_lease_lasts_for_ever_unless_it_says_otherwise() {
        CounterRequest request = read(
                "{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {\"a\": 1}}, \"Properties\": {\"Counters\": -1, \"Lease\": {\"ID\": \"item-7\"}}}}",
                CounterRequest.class);
        assertThat(request.spec().properties().lease().orElseThrow().timeout()).isEqualTo(Duration.ZERO);
        assertThat(request.spec().properties().counters()).isEqualTo(-1);
    }

    @Test
    void absent_parts_of_answers_are_left_out() {
        assertThat(write(new RoomFeed("c", false, List.of(new RoomFeed.Room("r", Optional.empty(), Optional.empty(), -1)))))
                .isEqualTo("{\"Cursor\":\"c\",\"Missed\":false,\"Room\":[{\"Rule\":\"r\",\"Places\":-1}]}");
        assertThat(write(BatchEntry.done(200))).isEqualTo("{\"Status\":200}");
    }

    @Test
    void a_problem_carries_message_and_members_and_is_read_back() {
        Problem problem = Problem.of(ProblemType.LIMIT_REACHED, "full").with("Rule", "r").with("Count", 1).at("/v1/x");
        String json = write(problem);
        assertThat(json).isEqualTo("{\"type\":\"urn:willow:problem:limit-reached\",\"title\":\"A limit is reached\",\"status\":409,"
                + "\"detail\":\"full\",\"instance\":\"/v1/x\",\"Message\":\"full\",\"Rule\":\"r\",\"Count\":1}");
        Problem read = WillowJson.lenientMapper().readValue(json, Problem.class);
        assertThat(read).isEqualTo(problem);
        assertThat(read.kind()).contains(ProblemType.LIMIT_REACHED);
        assertThat(WillowJson.lenientMapper().readValue("{\"title\":\"x\",\"status\":502}", Problem.class).status()).isEqualTo(502);
    }

    @Test
    void clients_pass_over_what_a_newer_service_says_more() {
        Session session = WillowJson.lenientMapper()
                .readValue("{\"SessionID\":\"s\",\"Timeout\":1,\"TimeTillExpire\":1,\"Mood\":\"new\"}", Session.class);
        assertThat(session.sessionId()).isEqualTo("s");
    }

    private <T> T read(String json, Class<T> type) {
        return reader.read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    private static String write(Object value) {
        return WillowJson.mapper().writeValueAsString(value);
    }
}
