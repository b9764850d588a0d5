package dev.willow.queue.http;

import static dev.willow.testing.input.Bad.CONTROL_CHARACTERS;
import static dev.willow.testing.input.Bad.EMPTY_OBJECT;
import static dev.willow.testing.input.Bad.EMPTY_TEXT;
import static dev.willow.testing.input.Bad.LONE_SURROGATES;
import static dev.willow.testing.input.Bad.MISSING;
import static dev.willow.testing.input.Bad.NEGATIVE_DURATION;
import static dev.willow.testing.input.Bad.NOT_AN_ARRAY;
import static dev.willow.testing.input.Bad.NOT_AN_OBJECT;
import static dev.willow.testing.input.Bad.NOT_A_DURATION;
import static dev.willow.testing.input.Bad.NOT_A_FLAG;
import static dev.willow.testing.input.Bad.NOT_A_TEXT;
import static dev.willow.testing.input.Bad.NOT_A_WHOLE_NUMBER;
import static dev.willow.testing.input.Bad.NULL;
import static dev.willow.testing.input.Bad.json;
import static dev.willow.testing.input.Bad.longerThan;
import static dev.willow.testing.input.Bad.outside;
import static dev.willow.testing.input.ContractTables.SELECTIONS;
import static dev.willow.testing.input.ContractTables.keyValues;
import static dev.willow.testing.input.ContractTables.lookup;
import static dev.willow.testing.input.ContractTables.pairs;
import static dev.willow.testing.input.ContractTables.selections;
import static dev.willow.testing.input.ContractTables.waiting;

import dev.willow.testing.input.BadInput;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every field of every call, missing, of the wrong type, out of range, too large, hostile: 400 with the field, and
/// nothing has changed.
class BadInputTest extends WillowTest {
    private static final String ITEM = Bodies.item("\"branch\": \"a\"", """
            "Item": "aGVsbG8=", "Updateable": false, "RetryAttempts": 1, "RetryPosition": "back", "TimeoutDuration": "1m"
            """);
    private static final String HANDLE = "'ItemID': 'x', 'KeyValues': {'branch': 'a'}, 'FencingToken': 1";

    private static final String EXPLAIN = "/v1/queues/q/explain";

    @BeforeEach
    void anItem() {
        http.post(ITEMS, Bodies.item("there"));
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_queue_is_refused() {
        return call("POST", "/v1/queues", Bodies.queue("x", 5))
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.Spec", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.Spec.DBDefinition", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.Spec.DBDefinition.Name", MISSING, NULL, NOT_A_TEXT, EMPTY_TEXT, LONE_SURROGATES, CONTROL_CHARACTERS,
                        longerThan(4096), json("'" + "€".repeat(456) + "'", "'" + "/".repeat(1366) + "'"))
                .at("$.Spec.Properties", NOT_AN_OBJECT)
                .at("$.Spec.Properties.MaxItems", NOT_A_WHOLE_NUMBER, outside(-1, Long.MAX_VALUE))
                .noOthersIn("$", "$.Spec", "$.Spec.DBDefinition", "$.Spec.Properties")
                .body("$.Spec", "{'spec': {'DBDefinition': {'Name': 'x'}}}")
                .asAWhole()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_change_of_a_queue_is_refused() {
        return call("PUT", "/v1/queues/q", "{'MaxItems': 5}")
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.MaxItems", NOT_A_WHOLE_NUMBER, outside(-1, Long.MAX_VALUE))
                .noOthersIn("$")
                .asAWhole()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_item_is_refused() {
        return call("POST", ITEMS, ITEM).at("$", MISSING, NULL, NOT_AN_OBJECT).with(itemAt("$")).asAWhole().tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_item_of_a_batch_is_refused_alone() {
        return new BadInput(http, this::state).batch("POST", ITEMS + "/batch", "[" + ITEM + "]")
                .at("$", MISSING, NULL, NOT_AN_ARRAY)
                .with(itemAt("$[0]"))
                .asAWhole()
                .tests();
    }

    private static UnaryOperator<BadInput> itemAt(String item) {
        String keyValues = item + ".Spec.DBDefinition.KeyValues";
        String properties = item + ".Spec.Properties";
        return input -> input
                .at(item + ".Spec", MISSING, NULL, NOT_AN_OBJECT)
                .at(item + ".Spec.DBDefinition", MISSING, NULL, NOT_AN_OBJECT)
                .with(keyValues(keyValues))
                .at(keyValues + "._a", json("1"))
                .at(keyValues + "._willow_running", json("'true'"))
                .at(keyValues + "['_ ']", json("1"))
                .at(properties, MISSING, NULL, NOT_AN_OBJECT)
                .at(properties + ".Item", MISSING, NULL, NOT_A_TEXT, json("'***'", "'a'", "'\\u0000'"))
                .at(properties, properties + ".Item", json("{'Data': '***'}"))
                .at(properties + ".Updateable", NOT_A_FLAG)
                .at(properties + ".RetryAttempts", NOT_A_WHOLE_NUMBER, outside(-1, Integer.MAX_VALUE))
                .at(properties + ".RetryPosition", NOT_A_TEXT, EMPTY_TEXT, json("'middle'", "'FRONT'"))
                .at(properties + ".TimeoutDuration", NOT_A_DURATION, NEGATIVE_DURATION, json("86400000000001", "'25h'"))
                .noOthersIn(item, item + ".Spec", item + ".Spec.DBDefinition", properties);
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_dequeue_is_refused() {
        return new BadInput(http, this::state)
                .with(dequeue("GET", ITEMS + "?wait=0&max=1"))
                .with(dequeue("POST", ITEMS + "/dequeue?wait=0&max=1"))
                .tests();
    }

    private static UnaryOperator<BadInput> dequeue(String method, String path) {
        return input -> input.call(method, path, "{" + SELECTIONS + ", 'Strategy': 'priority', 'PriorityKey': 'p'}")
                .at("$", NULL, NOT_AN_OBJECT)
                .with(selections())
                .at("$.Strategy", NOT_A_TEXT, EMPTY_TEXT, json("'fastest'"))
                .at("$.PriorityKey", MISSING, NULL, NOT_A_TEXT, EMPTY_TEXT)
                .body("$.PriorityKey", "{'PriorityKey': 'p'}")
                .at("$.Limit", json("1"))
                .with(waiting())
                .parameter("max", "0", "-1", "x", "1.5", "1001", "99999999999999999999")
                .asAWhole();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_ack_is_refused() {
        return call("POST", ITEMS + "/ack", "{" + HANDLE + ", 'Success': true}")
                .with(BadInputTest::handle)
                .at("$.Success", MISSING, NULL, NOT_A_FLAG)
                .at("$.Release", NOT_A_FLAG, json("true"))
                .body("$.Success", "{'ItemID': 'x', 'Release': false}")
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_heartbeat_is_refused() {
        return call("POST", ITEMS + "/heartbeat", "{" + HANDLE + "}")
                .with(BadInputTest::handle)
                .at("$.Success", json("true"))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_heartbeat_of_a_batch_is_refused_alone() {
        return new BadInput(http, this::state).batch("POST", ITEMS + "/heartbeat/batch", "[{" + HANDLE + "}]")
                .at("$", MISSING, NULL, NOT_AN_ARRAY)
                .with(input -> handleAt("$[0]", input))
                .asAWhole()
                .tests();
    }

    private static BadInput handle(BadInput input) {
        return handleAt("$", input.at("$", MISSING, NULL, NOT_AN_OBJECT)).asAWhole();
    }

    private static BadInput handleAt(String handle, BadInput input) {
        return input
                .at(handle + ".ItemID", MISSING, NULL, NOT_A_TEXT, EMPTY_TEXT, LONE_SURROGATES, longerThan(4096))
                .with(pairs(handle + ".KeyValues"))
                .at(handle + ".FencingToken", NOT_A_WHOLE_NUMBER, outside(Long.MIN_VALUE, Long.MAX_VALUE))
                .noOthersIn(handle);
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_question_why_is_refused() {
        return call("POST", EXPLAIN, "{" + SELECTIONS + "}")
                .at("$", NOT_AN_OBJECT, NULL)
                .with(selections())
                .at("$.ItemID", json("'x'"))
                .at("$.KeyValues", json("{'branch': 'a'}"))
                .at("$.Limit", json("1"))
                .asAWhole()
                .call("POST", EXPLAIN, "{'KeyValues': {'branch': 'a'}}")
                .with(pairs("$.KeyValues"))
                .at("$.KeyValues.k", "$.KeyValues.k.Type", json("{'Type': 1024}"))
                .body("$.KeyValues", "{'KeyValues': {'branch': 'a'}, 'ItemID': 'x'}")
                .call("POST", EXPLAIN, "{'ItemID': 'x'}")
                .at("$.ItemID", NOT_A_TEXT, EMPTY_TEXT, LONE_SURROGATES, longerThan(4096))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_query_is_refused() {
        return new BadInput(http, this::state)
                .with(lookup("GET", CHANNELS))
                .with(lookup("POST", CHANNELS + "/query"))
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_deletion_of_channels_is_refused() {
        return call("DELETE", CHANNELS, "{'KeyValues': {'branch': 'none'}}")
                .at("$", MISSING, NULL, NOT_AN_OBJECT, EMPTY_OBJECT)
                .at("$.KeyValues", EMPTY_OBJECT)
                .at("$.KeyValues", "$.KeyValues.branch.Type", json("{'branch': {'Type': 1024}}"))
                .parameter("many", "1", "TRUE")
                .asAWhole()
                .call("DELETE", CHANNELS + "?many=true", "{" + SELECTIONS + "}")
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .with(selections())
                .at("$.KeyValues", json("{'branch': 'there'}"))
                .at("$.Limit", json("1"))
                .asAWhole()
                .tests();
    }

    private BadInput call(String method, String path, String valid) {
        return new BadInput(http, this::state).call(method, path, valid);
    }

    private Object state() {
        return List.of(http.get("/v1/queues").body(), http.get(CHANNELS).body(), willow.limiter().leases());
    }
}
