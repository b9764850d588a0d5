package dev.willow.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.RuleRequest;
import dev.willow.common.api.locker.AcquireRequest;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.EnqueueRequest;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.problem.MalformedJsonException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong in a body is named by its path and in words; nothing is bent until it fits.
class StrictReadingTest {
    private final BodyReader reader = new BodyReader(ApiLimits.DEFAULT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                                                                 | $.Spec                                 | is required
        []                                                                                 | $                                      | must be an object
        null                                                                               | $                                      | must not be null
        {"Spec": null}                                                                     | $.Spec                                 | is required
        {"Spec": 1}                                                                        | $.Spec                                 | must be an object
        {"Spec": ""}                                                                       | $.Spec                                 | must be an object
        {"spec": {}}                                                                       | $.Spec                                 | is required
        {"Spec": {"DBDefinition": {}}}                                                     | $.Spec.DBDefinition.KeyValues          | is required
        {"Spec": {"DBDefinition": {"KeyValues": {}}}}                                      | $.Spec.DBDefinition.KeyValues          | must have at least one pair
        {"Spec": {"DBDefinition": {"KeyValues": []}}}                                      | $.Spec.DBDefinition.KeyValues          | must be an object of key-values
        {"Spec": {"DBDefinition": {"KeyValues": {"os": null}}}}                            | $.Spec.DBDefinition.KeyValues.os       | must be a value
        {"Spec": {"DBDefinition": {"KeyValues": {"os": true}}}}                            | $.Spec.DBDefinition.KeyValues.os       | must be a value
        {"Spec": {"DBDefinition": {"KeyValues": {"": "x"}}}}                               | $.Spec.DBDefinition.KeyValues['']      | a key must not be empty
        {"Spec": {"DBDefinition": {"KeyValues": {"my os": {"Type": 13, "Data": 4}}}}}      | $.Spec.DBDefinition.KeyValues['my os'].Data | must be a string
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": 99, "Data": "4"}}}}}       | $.Spec.DBDefinition.KeyValues.os.Type  | unknown type
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": "13", "Data": "4"}}}}}     | $.Spec.DBDefinition.KeyValues.os.Type  | must be a whole number
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": 99999999999, "Data": ""}}}}} | $.Spec.DBDefinition.KeyValues.os.Type | unknown type
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Data": "4"}}}}}                   | $.Spec.DBDefinition.KeyValues.os.Type  | is required
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": 13}}}}}                    | $.Spec.DBDefinition.KeyValues.os.Data  | is required
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": 13, "Date": "4"}}}}}       | $.Spec.DBDefinition.KeyValues.os.Date  | unknown member
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": 1, "Data": "256"}}}}}      | $.Spec.DBDefinition.KeyValues.os.Data  | 256 does not fit type 1
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": 6, "Data": 1.5}}}}}        | $.Spec.DBDefinition.KeyValues.os.Data  | is no number of type 6
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": 12, "Data": "NaN"}}}}}     | $.Spec.DBDefinition.KeyValues.os.Data  | is no number of type 12
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": 12, "Data": 1e999}}}}}     | $.Spec.DBDefinition.KeyValues.os.Data  | too large
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": 13, "Data": ["x"]}}}}}     | $.Spec.DBDefinition.KeyValues.os.Data  | must be a string or a number
        {"Spec": {"DBDefinition": {"KeyValues": {"os": {"Type": 1024}}}}}                  | $.Spec.DBDefinition.KeyValues.os.Type  | Any (1024) is not allowed here
        {"Spec": {"DBDefinition": {"KeyValues": {"os": 9223372036854775808}}}}             | $.Spec.DBDefinition.KeyValues.os       | does not fit type 9
        {"Spec": {"DBDefinition": {"KeyValues": {"os": "\\ud800"}}}}                       | $.Spec.DBDefinition.KeyValues.os       | half of a surrogate pair
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Timeout": "5"}}}      | $.Spec.Properties.Timeout     | must be a number of nanoseconds
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Timeout": -1}}}       | $.Spec.Properties.Timeout     | must not be negative
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Timeout": 0}}}        | $.Spec.Properties.Timeout     | must be longer than 0
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Timeout": 1.5}}}      | $.Spec.Properties.Timeout     | must be a whole number of nanoseconds
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Timeout": 9223372036854775808}}} | $.Spec.Properties.Timeout | must be at most
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Timeout": true}}}     | $.Spec.Properties.Timeout     | must be a whole number of nanoseconds
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"MaxHolders": 0}}}     | $.Spec.Properties.MaxHolders  | must be at least 1
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"MaxHolders": "1"}}}   | $.Spec.Properties.MaxHolders  | must be a whole number
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"MaxHolders": 1.5}}}   | $.Spec.Properties.MaxHolders  | must be a whole number
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"MaxHolders": 1.0}}}   | $.Spec.Properties.MaxHolders  | must be a whole number
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"MaxHolders": true}}}  | $.Spec.Properties.MaxHolders  | must be a whole number
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"MaxHolders": 3000000000}}} | $.Spec.Properties.MaxHolders | the number is out of range
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Mode": "Shared"}}}    | $.Spec.Properties.Mode        | must be one of exclusive, shared
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Mode": 1}}}           | $.Spec.Properties.Mode        | must be
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Mode": ["shared"]}}}  | $.Spec.Properties.Mode        | must be
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Owner": 7}}}          | $.Spec.Properties.Owner       | must be a string
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Owner": {}}}}         | $.Spec.Properties.Owner       | must be a string
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": []}}                    | $.Spec.Properties             | must be an object
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}}, "State": {}}                         | $.State                       | unknown member
        """)
    void lock_requests_are_refused_with_path_and_reason(String body, String path, String reason) {
        assertThatReading(body, AcquireRequest.class).isRefusedAt(path, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"Spec": {"DBDefinition": {"GroupByKeyValues": {"a": {"Type": 1024, "Data": "x"}}}}}                    | $.Spec.DBDefinition.GroupByKeyValues.a.Data | must be null or absent
        {"Spec": {"DBDefinition": {"GroupByKeyValues": {"a": {"Type": 1024}}}}}                                 | $.Spec.Properties       | is required
        {"Spec": {"DBDefinition": {"GroupByKeyValues": {"a": 1}}, "Properties": {}}}                            | $.Spec.Properties.Limit | is required
        {"Spec": {"DBDefinition": {"GroupByKeyValues": {"a": 1}}, "Properties": {"Limit": -2}}}                 | $.Spec.Properties.Limit | must be at least -1
        {"Spec": {"DBDefinition": {"GroupByKeyValues": {"a": 1}}, "Properties": {"Limit": 1, "Paused": "no"}}}  | $.Spec.Properties.Paused | must be true or false
        {"Spec": {"DBDefinition": {"GroupByKeyValues": {"a": 1}}, "Properties": {"Limit": 1, "Paused": 0}}}     | $.Spec.Properties.Paused | must be true or false
        {"Spec": {"DBDefinition": {"Name": "", "GroupByKeyValues": {"a": 1}}, "Properties": {"Limit": 1}}}      | $.Spec.DBDefinition.Name | must not be empty
        """)
    void rule_requests_are_refused_with_path_and_reason(String body, String path, String reason) {
        assertThatReading(body, RuleRequest.class).isRefusedAt(path, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {}}}                                      | $.Spec.Properties.Item            | is required
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Item": "not base64!"}}}                 | $.Spec.Properties.Item            | must be a string in base64
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Item": 5}}}                             | $.Spec.Properties.Item            | must be a string in base64
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Item": []}}}                            | $.Spec.Properties.Item            | must be a string in base64
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Item": "a"}}}                           | $.Spec.Properties.Item            | must be a string in base64
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Item": "", "RetryAttempts": -2}}}       | $.Spec.Properties.RetryAttempts   | must be at least -1
        {"Spec": {"DBDefinition": {"KeyValues": {"a": 1}}, "Properties": {"Item": "", "RetryPosition": "middle"}}} | $.Spec.Properties.RetryPosition   | must be one of front, back
        """)
    void enqueue_requests_are_refused_with_path_and_reason(String body, String path, String reason) {
        assertThatReading(body, EnqueueRequest.class).isRefusedAt(path, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"Selections": {"KeyValues": {"os": {"Value": "x", "Comparison": "=="}}}}              | $.Selections.KeyValues.os.Comparison | unknown comparison
        {"Selections": {"KeyValues": {"os": {"Value": "x", "Comparison": 1}}}}                 | $.Selections.KeyValues.os.Comparison | must be a string
        {"Selections": {"KeyValues": {"os": {"Comparison": "="}}}}                             | $.Selections.KeyValues.os.Value      | is required
        {"Selections": {"KeyValues": {"os": null}}}                                            | $.Selections.KeyValues.os            | must not be null
        {"Selections": {"KeyValues": {"os": []}}}                                              | $.Selections.KeyValues.os            | must be an object
        {"Selections": {"KeyValues": {"os": {"Value": {"Type": 13, "Data": 1}}}}}              | $.Selections.KeyValues.os.Value.Data | must be a string
        {"Selections": {"KeyValues": {"os": {"Value": "x", "TypeRestrictions": {"MinDataType": 14}}}}} | $.Selections.KeyValues.os.TypeRestrictions.MinDataType | unknown type
        {"Selections": {"KeyValues": {"os": {"Value": "x", "TypeRestrictions": {"MinDataType": 2, "MaxDataType": 1}}}}} | $.Selections.KeyValues.os.TypeRestrictions.MinDataType | 2 is above MaxDataType 1
        {"Selections": {"KeyValues": {"os": {"Value": "x", "TypeRestrictions": {"MaxDataType": 1}}}}} | $.Selections.KeyValues.os     | MinDataType 13 is above
        {"Selections": {"MinNumberOfKeyValues": -1}}                                           | $.Selections.MinNumberOfKeyValues    | must be at least 0
        {"Selections": {"IDs": "x"}}                                                           | $.Selections.IDs                     | must be an array
        {"Selections": {"IDs": [1]}}                                                           | $.Selections.IDs[0]                  | must be a string
        {"Selections": {"IDs": ["a", null]}}                                                   | $.Selections.IDs[1]                  | must not be null
        {"AND": [{"Selections": {}}, {"Limit": 1}]}                                            | $.AND[1].Limit                       | unknown member
        {"OR": [null]}                                                                         | $.OR[0]                              | must not be null
        {"Limit": 0}                                                                           | $.Limit                              | must be at least 1
        {"OrderBy": {"Key": ""}}                                                               | $.OrderBy.Key                        | must not be empty
        {"OrderBy": {"Key": "a", "Direction": "up"}}                                           | $.OrderBy.Direction                  | must be ascending or descending
        """)
    void queries_are_refused_with_path_and_reason(String body, String path, String reason) {
        assertThatReading(body, QueryRequest.class).isRefusedAt(path, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"Strategy": "fifo"}                              | $.Strategy    | must be one of round-robin, oldest, random, priority
        {"Strategy": "priority"}                          | $.PriorityKey | is required by the strategy priority
        {"PriorityKey": "p"}                              | $.PriorityKey | is only for the strategy priority
        {"Limit": 1}                                      | $.Limit       | unknown member
        """)
    void dequeue_requests_are_refused_with_path_and_reason(String body, String path, String reason) {
        assertThatReading(body, DequeueRequest.class).isRefusedAt(path, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"ItemID": "x"}                                    | $.Success | is required, unless Release is true
        {"ItemID": "x", "Success": true, "Release": true}  | $.Release | stands instead of Success
        {"ItemID": "", "Success": true}                    | $.ItemID  | must not be empty
        {"Success": true}                                  | $.ItemID  | is required
        """)
    void acks_are_refused_with_path_and_reason(String body, String path, String reason) {
        assertThatReading(body, AckRequest.class).isRefusedAt(path, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"Spec": {                       | 1 | this is not valid JSON
        {"Spec": {}, "Spec": {}}         | 1 | a member is there twice
        {"Spec": NaN}                    | 1 | this is not valid JSON
        {'Spec': 1}                      | 1 | this is not valid JSON
        {"Spec": 01}                     | 1 | this is not valid JSON
        {"Spec": "a                      | 1 | this is not valid JSON
        {"Limit": 1, /* no */ "After":1} | 1 | this is not valid JSON
        """)
    void what_is_not_json_is_refused_with_line_and_column(String body, int line, String reason) {
        MalformedJsonException refusal = catchThrowableOfType(
                MalformedJsonException.class, () -> reader.read(body.getBytes(StandardCharsets.UTF_8), QueryRequest.class));
        assertThat(refusal).hasMessageContaining(reason);
        assertThat(refusal.line()).isEqualTo(line);
        assertThat(refusal.column()).isPositive();
    }

    @Test
    void line_and_column_point_at_the_place() {
        MalformedJsonException refusal = catchThrowableOfType(
                MalformedJsonException.class,
                () -> reader.read("{\n  \"Limit\": 1,\n  oops\n}".getBytes(StandardCharsets.UTF_8), QueryRequest.class));
        assertThat(refusal.line()).isEqualTo(3);
        assertThat(refusal.problem().members()).containsEntry("Line", 3).containsKey("Column");
    }

    @Test
    void bytes_that_are_no_text_are_refused_as_not_json() {
        byte[] body = "{\"After\": \"?\"}".getBytes(StandardCharsets.UTF_8);
        body[11] = (byte) 0xff;
        byte[][] bodies = {body, {0, 0, (byte) 0xff, (byte) 0xfe}, {(byte) 0xff, (byte) 0xfe, 0, 0, 1, 2, 3}, {0, 0, 0, '{', 1}, {'{', 0, 0}};
        for (byte[] hostile : bodies)
            assertThat(catchThrowableOfType(MalformedJsonException.class, () -> reader.read(hostile, QueryRequest.class)))
                    .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"C0 80, an overlong zero", "C1 A1, an overlong letter", "ED A0 80, half of a pair", "F4 90 80 80, beyond the last character", "E2 82, cut off", "FF, never there",
        "00, a zero"})
    void characters_of_no_right_form_are_refused_where_they_stand(String bytes, String what) {
        byte[] odd = HexFormat.ofDelimiter(" ").parseHex(bytes);
        byte[] text = "{\n \"After\": \"\u20ac".getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(text, text.length + odd.length + 2);
        System.arraycopy(odd, 0, all, text.length, odd.length);
        System.arraycopy("\"}".getBytes(StandardCharsets.UTF_8), 0, all, text.length + odd.length, 2);
        var refused = catchThrowableOfType(MalformedJsonException.class, () -> reader.read(all, QueryRequest.class));
        assertThat(refused).as(what).isNotNull();
        assertThat(refused.line()).isEqualTo(2);
        assertThat(refused.column()).isEqualTo(text.length - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void another_encoding_than_utf_8_is_refused(String charset) {
        assertThat(catchThrowableOfType(MalformedJsonException.class, () -> reader.read("{}".getBytes(Charset.forName(charset)), QueryRequest.class)))
                .isNotNull();
    }

    @Test
    void text_of_any_length_and_script_is_read() {
        String text = "aé€😀".repeat(1_000).substring(0, 1_300);
        assertThat(reader.read(("{\"ItemID\": \"" + text + "\", \"Success\": true}").getBytes(StandardCharsets.UTF_8), AckRequest.class).itemId())
                .isEqualTo(text);
    }

    @Test
    void a_missing_body_and_a_second_one_are_refused() {
        assertThatReading("", QueryRequest.class).isRefusedAt("$", "a body is required");
        assertThatReading("  \n", QueryRequest.class).isRefusedAt("$", "a body is required");
        assertThatReading("{} {}", QueryRequest.class).isRefusedAt("$", "something follows the body");
    }

    @Test
    void deep_nesting_is_refused_without_reading_on() {
        String body = "{\"x\": " + "[".repeat(100_000);
        MalformedJsonException refusal = catchThrowableOfType(
                MalformedJsonException.class, () -> reader.read(body.getBytes(StandardCharsets.UTF_8), QueryRequest.class));
        assertThat(refusal).hasMessageContaining("nested too deep");
        assertThat(refusal.column()).isGreaterThan(50);
    }

    @Test
    void refusals_never_name_classes_or_settings() {
        for (String body : new String[] {"{\"Spec\": 1}", "{\"Spec\": {\"DBDefinition\": 2}}", "[1]", "\"x\"", "{\"x\": 1}", "7"})
            assertThat(catchThrowableOfType(
                            IllegalArgumentException.class,
                            () -> reader.read(body.getBytes(StandardCharsets.UTF_8), EnqueueRequest.class)))
                    .message()
                    .doesNotContain("dev.willow", "java.", "tools.", "Feature", "`", "Request");
    }

    private Reading assertThatReading(String body, Class<?> type) {
        return new Reading(catchThrowableOfType(
                BadRequestException.class, () -> reader.read(body.getBytes(StandardCharsets.UTF_8), type)));
    }

    private record Reading(BadRequestException refusal) {
        void isRefusedAt(String path, String reason) {
            assertThat(refusal).as("refused").isNotNull();
            assertThat(refusal.field()).isEqualTo(path);
            assertThat(refusal).hasMessageContaining(reason);
            assertThat(refusal.problem().status()).isEqualTo(400);
            assertThat(refusal.problem().field()).contains(path);
        }
    }
}
