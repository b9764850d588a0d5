package dev.willow.queue.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.queue.http.Http.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every field of every call, missing, of the wrong type, out of range, too large, hostile: 400 with the field, and
/// nothing has changed.
class BadInputTest {
    private static final String CHANNELS = "/v1/queues/q/channels";
    private static final String ITEMS = CHANNELS + "/items";
    private static RunningWillow willow;
    private static Http http;
    private static String before;

    @BeforeAll
    static void start() {
        willow = RunningWillow.inMemory();
        http = willow.http();
        http.post("/v1/queues", Bodies.queue("q"));
        http.post(ITEMS, Bodies.item("there"));
        before = state();
    }

    @AfterAll
    static void stop() {
        willow.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{} | $.Spec",
        "{'Spec': null} | $.Spec",
        "{'Spec': 'q'} | $.Spec",
        "{'Spec': {}} | $.Spec.DBDefinition",
        "{'Spec': {'DBDefinition': {}}} | $.Spec.DBDefinition.Name",
        "{'Spec': {'DBDefinition': {'Name': null}}} | $.Spec.DBDefinition.Name",
        "{'Spec': {'DBDefinition': {'Name': ''}}} | $.Spec.DBDefinition.Name",
        "{'Spec': {'DBDefinition': {'Name': 7}}} | $.Spec.DBDefinition.Name",
        "{'Spec': {'DBDefinition': {'Name': 'LONG'}}} | $.Spec.DBDefinition.Name",
        "{'Spec': {'DBDefinition': {'Name': 'x', 'KeyValues': {}}}} | $.Spec.DBDefinition.KeyValues",
        "{'Spec': {'DBDefinition': {'Name': 'x'}, 'Properties': 5}} | $.Spec.Properties",
        "{'Spec': {'DBDefinition': {'Name': 'x'}, 'Properties': {'MaxItems': -2}}} | $.Spec.Properties.MaxItems",
        "{'Spec': {'DBDefinition': {'Name': 'x'}, 'Properties': {'MaxItems': 1.5}}} | $.Spec.Properties.MaxItems",
        "{'Spec': {'DBDefinition': {'Name': 'x'}, 'Properties': {'MaxItems': '5'}}} | $.Spec.Properties.MaxItems",
        "{'Spec': {'DBDefinition': {'Name': 'x'}, 'Properties': {'MaxItems': 9223372036854775808}}} | $.Spec.Properties.MaxItems",
        "{'Spec': {'DBDefinition': {'Name': 'x'}, 'Properties': {'Colour': 1}}} | $.Spec.Properties.Colour",
        "{'Spec': {'DBDefinition': {'Name': 'x'}}, 'State': {}} | $.State",
        "{'spec': {'DBDefinition': {'Name': 'x'}}} | $.Spec",
        "[] | $",
        "null | $",
    })
    void a_wrong_queue_is_refused(String body, String field) {
        checkRefused("POST", "/v1/queues", body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'MaxItems': -2} | $.MaxItems",
        "{'MaxItems': 'many'} | $.MaxItems",
        "{'MaxItems': 99999999999999999999} | $.MaxItems",
        "{'Spec': {}} | $.Spec",
        "7 | $",
        "` ` | $",
    })
    void a_wrong_change_of_a_queue_is_refused(String body, String field) {
        checkRefused("PUT", "/v1/queues/q", body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{} | $.Spec",
        "{'Spec': []} | $.Spec",
        "{'Spec': {'Properties': {'Item': ''}}} | $.Spec.DBDefinition",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': 1}}}} | $.Spec.Properties",
        "{'Spec': {'DBDefinition': {}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues",
        "{'Spec': {'DBDefinition': {'KeyValues': {}}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues",
        "{'Spec': {'DBDefinition': {'KeyValues': []}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': null}}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues.a",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': {'Type': 1024}}}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues.a.Type",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': {'Type': 14, 'Data': 'x'}}}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues.a.Type",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': {'Type': 2, 'Data': '-1'}}}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues.a.Data",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': 'LONG'}}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues.a",
        "{'Spec': {'DBDefinition': {'KeyValues': {'_a': 1}}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues._a",
        "{'Spec': {'DBDefinition': {'KeyValues': {'_willow_running': 'true'}}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues._willow_running",
        "{'Spec': {'DBDefinition': {'KeyValues': {'_ ': 1}}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.KeyValues['_ ']",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': 1}, 'Name': 'x'}, 'Properties': {'Item': ''}}} | $.Spec.DBDefinition.Name",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': 1}}, 'Properties': {'Item': ''}}, 'ItemID': 'x'} | $.ItemID",
    })
    void a_wrong_item_is_refused(String body, String field) {
        checkRefused("POST", ITEMS, body, field);
        checkRefusedInBatch(body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'Updateable': true | Item",
        "'Item': null | Item",
        "'Item': 7 | Item",
        "'Item': [] | Item",
        "'Item': '***' | Item",
        "'Item': 'a' | Item",
        "'Item': '\\u0000' | Item",
        "'Data': '***' | Item",
        "'Item': '', 'Updateable': 'yes' | Updateable",
        "'Item': '', 'Updateable': 1 | Updateable",
        "'Item': '', 'RetryAttempts': -2 | RetryAttempts",
        "'Item': '', 'RetryAttempts': 1.5 | RetryAttempts",
        "'Item': '', 'RetryAttempts': '1' | RetryAttempts",
        "'Item': '', 'RetryAttempts': 2147483648 | RetryAttempts",
        "'Item': '', 'RetryPosition': 'middle' | RetryPosition",
        "'Item': '', 'RetryPosition': 'FRONT' | RetryPosition",
        "'Item': '', 'RetryPosition': 0 | RetryPosition",
        "'Item': '', 'TimeoutDuration': -1 | TimeoutDuration",
        "'Item': '', 'TimeoutDuration': 1.5 | TimeoutDuration",
        "'Item': '', 'TimeoutDuration': 'soon' | TimeoutDuration",
        "'Item': '', 'TimeoutDuration': {} | TimeoutDuration",
        "'Item': '', 'TimeoutDuration': 86400000000001 | TimeoutDuration",
        "'Item': '', 'TimeoutDuration': 9223372036854775808 | TimeoutDuration",
        "'Item': '', 'Priority': 1 | Priority",
    })
    void a_wrong_property_of_an_item_is_refused(String properties, String field) {
        String body = Bodies.item("\"a\": 1", properties);
        checkRefused("POST", ITEMS, body, "$.Spec.Properties." + field);
        checkRefusedInBatch(body, "$.Spec.Properties." + field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"{} | $", "7 | $", "null | $", "` ` | $"})
    void a_wrong_batch_is_refused(String body, String field) {
        checkRefused("POST", ITEMS + "/batch", body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'Strategy': 'fastest'} | $.Strategy",
        "{'Strategy': 1} | $.Strategy",
        "{'Strategy': 'priority'} | $.PriorityKey",
        "{'PriorityKey': 'p'} | $.PriorityKey",
        "{'Strategy': 'priority', 'PriorityKey': ''} | $.PriorityKey",
        "{'Strategy': 'priority', 'PriorityKey': 1} | $.PriorityKey",
        "{'Selections': []} | $.Selections",
        "{'Selections': {'IDs': 'x'}} | $.Selections.IDs",
        "{'Selections': {'KeyValues': {'a': {'Value': 1, 'Comparison': '~'}}}} | $.Selections.KeyValues.a.Comparison",
        "{'Selections': {'MaxNumberOfKeyValues': -1}} | $.Selections.MaxNumberOfKeyValues",
        "{'AND': {}} | $.AND",
        "{'OR': [7]} | $.OR[0]",
        "{'Limit': 1} | $.Limit",
        "[] | $",
    })
    void a_wrong_dequeue_is_refused(String body, String field) {
        checkRefused("GET", ITEMS + "?wait=0", body, field);
        checkRefused("POST", ITEMS + "/dequeue?wait=0", body, field);
    }

    @ParameterizedTest
    @CsvSource({"-1", "x", "1.5", "6m", "300000000001", "99999999999999999999"})
    void a_wrong_wait_is_refused(String wait) {
        checkRefused("GET", ITEMS + "?wait=" + wait, null, "wait");
        checkRefused("POST", ITEMS + "/dequeue?wait=" + wait, "{}", "wait");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "x", "1.5", "1001", "99999999999999999999"})
    void a_wrong_max_is_refused(String max) {
        checkRefused("GET", ITEMS + "?wait=0&max=" + max, null, "max");
        checkRefused("POST", ITEMS + "/dequeue?wait=0&max=" + max, "{}", "max");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'Success': true} | $.ItemID",
        "{'ItemID': '', 'Success': true} | $.ItemID",
        "{'ItemID': 7, 'Success': true} | $.ItemID",
        "{'ItemID': 'LONG', 'Success': true} | $.ItemID",
        "{'ItemID': 'x'} | $.Success",
        "{'ItemID': 'x', 'Success': null} | $.Success",
        "{'ItemID': 'x', 'Success': 'true'} | $.Success",
        "{'ItemID': 'x', 'Release': false} | $.Success",
        "{'ItemID': 'x', 'Release': 1} | $.Release",
        "{'ItemID': 'x', 'Release': true, 'Success': true} | $.Release",
        "{'ItemID': 'x', 'Success': true, 'KeyValues': []} | $.KeyValues",
        "{'ItemID': 'x', 'Success': true, 'KeyValues': {'a': null}} | $.KeyValues.a",
        "{'ItemID': 'x', 'Success': true, 'FencingToken': '1'} | $.FencingToken",
        "{'ItemID': 'x', 'Success': true, 'Why': 'x'} | $.Why",
        "` ` | $",
    })
    void a_wrong_ack_is_refused(String body, String field) {
        checkRefused("POST", ITEMS + "/ack", body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{} | $.ItemID",
        "{'ItemID': ''} | $.ItemID",
        "{'ItemID': {}} | $.ItemID",
        "{'ItemID': 'x', 'KeyValues': 1} | $.KeyValues",
        "{'ItemID': 'x', 'FencingToken': 1.5} | $.FencingToken",
        "{'ItemID': 'x', 'Success': true} | $.Success",
    })
    void a_wrong_heartbeat_is_refused(String body, String field) {
        checkRefused("POST", ITEMS + "/heartbeat", body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'Limit': 0} | $.Limit",
        "{'After': 1} | $.After",
        "{'OrderBy': {}} | $.OrderBy.Key",
        "{'OrderBy': {'Key': 'a', 'Direction': 'up'}} | $.OrderBy.Direction",
        "{'XOR': []} | $.XOR",
    })
    void a_wrong_query_is_refused(String body, String field) {
        checkRefused("GET", CHANNELS, body, field);
        checkRefused("POST", CHANNELS + "/query", body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'' | {} | $",
        "'' | {'KeyValues': {}} | $.KeyValues",
        "'' | {'KeyValues': {'branch': {'Type': 1024}}} | $.KeyValues.branch.Type",
        "'' | [] | $",
        "'' | ` ` | $",
        "?many=true | {'KeyValues': {'branch': 'there'}} | $.KeyValues",
        "?many=true | {'Limit': 1} | $.Limit",
        "?many=true | {'Selections': 1} | $.Selections",
        "?many=true | ` ` | $",
        "?many=1 | {'branch': 'none'} | many",
        "?many=TRUE | {'branch': 'none'} | many",
    })
    void a_wrong_deletion_of_channels_is_refused(String parameters, String body, String field) {
        checkRefused("DELETE", CHANNELS + parameters.replace("'", ""), body, field);
    }

    private static void checkRefusedInBatch(String body, String field) {
        Answer answer = http.post(ITEMS + "/batch", "[" + json(body) + "]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.number("/0/Status")).isEqualTo(400);
        assertThat(answer.text("/0/Problem/Field")).isEqualTo(field.replaceFirst("^\\$", "\\$[0]"));
        assertThat(state()).isEqualTo(before);
    }

    private static void checkRefused(String method, String path, String body, String field) {
        String json = body == null ? null : json(body);
        Answer answer = http.call(method, path, json);
        assertThat(answer.status()).as("%s %s %s: %s", method, path, json, answer.raw().body()).isEqualTo(400);
        assertThat(answer.text("/Field")).as("%s %s: %s", path, json, answer.raw().body()).isEqualTo(field);
        assertThat(answer.text("/Message")).isNotEmpty();
        assertThat(state()).isEqualTo(before);
    }

    private static String json(String body) {
        return body.replace("LONG", "x".repeat(4097)).replace('\'', '"');
    }

    private static String state() {
        return http.get("/v1/queues").body().toString() + http.get(CHANNELS).body() + willow.limiter().leases();
    }
}
