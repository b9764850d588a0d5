package dev.willow.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.LeaseHeartbeatRequest;
import dev.willow.common.api.locker.AcquireRequest;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.values.KeyValues;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is at a limit is read, what is one over it is refused with its path.
class LimitsTest {
    private final BodyReader reader = new BodyReader(ApiLimits.DEFAULT);

    @Test
    void a_set_has_at_most_64_key_values() {
        assertThat(read(lockOn(pairs(64)), AcquireRequest.class)).isNull();
        assertThat(read(lockOn(pairs(65)), AcquireRequest.class)).isEqualTo("$.Spec.DBDefinition.KeyValues");
    }

    @Test
    void a_key_has_at_most_256_bytes_of_utf8() {
        assertThat(read(lockOn(quoted("k".repeat(256)) + ":1"), AcquireRequest.class)).isNull();
        assertThat(read(lockOn(quoted("é".repeat(128)) + ":1"), AcquireRequest.class)).isNull();
        assertThat(read(lockOn(quoted("é".repeat(128) + "k") + ":1"), AcquireRequest.class))
                .startsWith("$.Spec.DBDefinition.KeyValues['é");
    }

    @Test
    void what_services_add_to_a_set_of_a_user_fits_in() {
        String longest = quoted("_willow_" + "k".repeat(256)) + ":1";
        assertThat(read(lockOn(pairs(63) + "," + longest + ",\"_willow_queue_name\":1,\"_willow_enqueued\":1"), AcquireRequest.class)).isNull();
        assertThat(read(lockOn(pairs(68) + "," + longest), AcquireRequest.class)).isEqualTo("$.Spec.DBDefinition.KeyValues");
        assertThat(read(lockOn(quoted("_willow_" + "k".repeat(265)) + ":1"), AcquireRequest.class)).isNotNull();
    }

    /// What may be longer for a key of the services is counted beyond a limit that is the greatest number there is.
    @Test
    void who_reads_answers_knows_no_limits_not_even_for_keys_of_services() {
        String longest = "_willow_" + "k".repeat(5000);
        KeyValues read = WillowJson.lenientMapper().readValue("{" + quoted(longest) + ":1,\"_a\":1," + pairs(500) + "}", KeyValues.class);
        assertThat(read.size()).isEqualTo(502);
    }

    @Test
    void a_string_has_at_most_4_kib_of_utf8() {
        assertThat(read(lockOn("\"a\":" + quoted("é".repeat(2048))), AcquireRequest.class)).isNull();
        assertThat(read(lockOn("\"a\":" + quoted("é".repeat(2048) + "x")), AcquireRequest.class))
                .isEqualTo("$.Spec.DBDefinition.KeyValues.a");
        assertThat(read(lockOn("\"a\":{\"Type\":13,\"Data\":" + quoted("x".repeat(4097)) + "}"), AcquireRequest.class))
                .isEqualTo("$.Spec.DBDefinition.KeyValues.a.Data");
        assertThat(read("{\"After\":" + quoted("x".repeat(4097)) + "}", QueryRequest.class)).isEqualTo("$.After");
    }

    @Test
    void an_array_has_at_most_1000_entries() {
        assertThat(read(ids(1000), LeaseHeartbeatRequest.class)).isNull();
        assertThat(read(ids(1001), LeaseHeartbeatRequest.class)).isEqualTo("$.IDs");
    }

    @Test
    void a_query_is_nested_at_most_16_deep() {
        assertThat(read(nested(16), QueryRequest.class)).isNull();
        assertThat(read(nested(17), QueryRequest.class)).isEqualTo("$" + ".AND[0]".repeat(17));
    }

    @Test
    void depth_is_counted_along_one_branch_only() {
        String twoOfThem = "{\"AND\": [" + nested(14) + "," + nested(15) + "]}";
        assertThat(read(twoOfThem, QueryRequest.class)).isNull();
    }

    @Test
    void a_query_has_at_most_256_terms_in_all_its_parts() {
        String full = "{\"Selections\": {\"KeyValues\": {" + pairs(64) + "}}}";
        assertThat(read("{\"OR\": [" + String.join(",", full, full, full, full) + "]}", QueryRequest.class)).isNull();
        String oneMore = "{\"Selections\": {\"KeyValues\": {\"a\": 1}}}";
        assertThat(read("{\"OR\": [" + String.join(",", full, full, full, full, oneMore) + "]}", QueryRequest.class))
                .isEqualTo("$.OR[4].Selections.KeyValues.a");
    }

    @Test
    void a_selection_asks_for_at_most_64_keys() {
        assertThat(read("{\"Selections\": {\"KeyValues\": {" + pairs(65) + "}}}", QueryRequest.class))
                .isEqualTo("$.Selections.KeyValues");
    }

    /// @return the path at which reading was refused, or null if it was not
    private String read(String body, Class<?> type) {
        BadRequestException refusal = catchThrowableOfType(
                BadRequestException.class, () -> reader.read(body.getBytes(StandardCharsets.UTF_8), type));
        return refusal == null ? null : refusal.field();
    }

    private static String lockOn(String pairs) {
        return "{\"Spec\": {\"DBDefinition\": {\"KeyValues\": {" + pairs + "}}}}";
    }

    private static String pairs(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":" + i).collect(Collectors.joining(","));
    }

    private static String ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(",", "{\"IDs\":[", "]}"));
    }

    private static String nested(int depth) {
        return "{\"AND\": [".repeat(depth) + "{}" + "]}".repeat(depth);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
