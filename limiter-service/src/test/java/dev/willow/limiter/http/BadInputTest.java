package dev.willow.limiter.http;

import static dev.willow.limiter.http.Bodies.counter;
import static dev.willow.limiter.http.Bodies.leased;
import static dev.willow.limiter.http.Bodies.rule;
import static dev.willow.testing.input.Bad.CONTROL_CHARACTERS;
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
import static dev.willow.testing.input.ContractTables.match;
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

/// What is wrong in itself is 400 with the path of the offender, and changes nothing.
class BadInputTest extends LimiterTest {
    private static final String RULES = "/v1/limiter/rules";
    private static final String OVERRIDES = RULES + "/r/overrides";
    private static final String COUNTERS = "/v1/limiter/counters";
    private static final String EXPLAIN = "/v1/limiter/explain";
    private static final String KEYS = "\"repo\": \"a\", \"os\": \"b\"";
    private static final String LEASED = leased(KEYS, 1, "x", "5s");

    @BeforeEach
    void aRuleWithAnOverrideAndACounter() {
        http.post(RULES, rule("r", "\"repo\": \"a\"", 1));
        http.post(OVERRIDES, rule("o", KEYS, 1));
        http.put(COUNTERS, counter("\"some\": \"thing\"", 1));
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_rule_is_refused() {
        return table().call("POST", RULES, rule("x", KEYS, 1)).with(BadInputTest::limit).tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_override_is_refused() {
        return table().call("POST", OVERRIDES, rule("x", KEYS + ", \"arch\": \"c\"", 1)).with(BadInputTest::limit).tests();
    }

    private static BadInput limit(BadInput input) {
        return input.at("$", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.Spec", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.Spec.DBDefinition", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.Spec.DBDefinition.Name", NOT_A_TEXT, EMPTY_TEXT, LONE_SURROGATES, CONTROL_CHARACTERS, longerThan(4096),
                        json("'query'", "'..'", "'" + "€".repeat(456) + "'", "'" + "/".repeat(1366) + "'"))
                .at("$.Spec.DBDefinition.GroupByKeyValues", MISSING, NULL)
                .with(pairs("$.Spec.DBDefinition.GroupByKeyValues"))
                .at("$.Spec.Properties", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.Spec.Properties.Limit", MISSING, NULL, NOT_A_WHOLE_NUMBER, outside(-1, Long.MAX_VALUE))
                .at("$.Spec.Properties.Paused", NOT_A_FLAG)
                .noOthersIn("$", "$.Spec", "$.Spec.DBDefinition", "$.Spec.Properties")
                .asAWhole();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_change_of_a_limit_is_refused() {
        BadInput table = table();
        for (String path : List.of(RULES + "/r", OVERRIDES + "/o"))
            table.call("PUT", path, "{'Limit': 1, 'Paused': false}")
                    .at("$", MISSING, NULL, NOT_AN_OBJECT)
                    .at("$.Limit", NOT_A_WHOLE_NUMBER, outside(-1, Long.MAX_VALUE), json("'2x'"))
                    .at("$.Paused", NOT_A_FLAG)
                    .noOthersIn("$")
                    .body("$.limit", "{'limit': 2}")
                    .asAWhole();
        return table.tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_change_of_a_counter_is_refused() {
        return table().call("PUT", COUNTERS, LEASED)
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .with(counterAt("$"))
                .at("$.Spec.Properties.Counters", json("0", "-9223372036854775808"))
                .with(waiting())
                .asAWhole()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_entry_of_a_batch_is_refused_alone() {
        return table().batch("PUT", COUNTERS + "/batch", "[" + LEASED + "]")
                .at("$", MISSING, NULL, NOT_AN_ARRAY, json("[" + "1,".repeat(1000) + "1]"))
                .with(counterAt("$[0]"))
                .at("$[0].Spec.Properties.Counters", json("0", "-9223372036854775808"))
                .asAWhole()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_setting_of_a_counter_is_refused() {
        String properties = "$.Spec.Properties";
        return table().call("PUT", COUNTERS + "/set", counter(KEYS, 1))
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .with(plainCounterAt("$"))
                .at(properties, properties + ".Lease", json("{'Counters': 1, 'Lease': {'ID': 'x', 'Timeout': 0}}"))
                .at(properties, properties + ".Lease.ID", json("{'Counters': 1, 'Lease': {'ID': '', 'Timeout': 0}}"))
                .at(properties, properties + ".Lease.Timeout", json(
                        "{'Counters': 1, 'Lease': {'ID': 'x', 'Timeout': '-5'}}", "{'Counters': 1, 'Lease': {'ID': 'x', 'Timeout': 'soon'}}"))
                .asAWhole()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_question_for_an_explanation_is_refused() {
        return table().call("POST", EXPLAIN, LEASED)
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .with(counterAt("$"))
                .at("$.Spec.Properties.Counters", json("0"))
                .asAWhole()
                .tests();
    }

    private static UnaryOperator<BadInput> counterAt(String path) {
        String lease = path + ".Spec.Properties.Lease";
        return input -> input.with(plainCounterAt(path))
                .at(lease, NOT_AN_OBJECT)
                .at(lease + ".ID", MISSING, NULL, NOT_A_TEXT, EMPTY_TEXT, LONE_SURROGATES, longerThan(4096))
                .at(lease + ".Timeout", NOT_A_DURATION, NEGATIVE_DURATION, json("'-5'"))
                .noOthersIn(lease);
    }

    private static UnaryOperator<BadInput> plainCounterAt(String path) {
        return input -> input.at(path + ".Spec", MISSING, NULL, NOT_AN_OBJECT)
                .at(path + ".Spec.DBDefinition", MISSING, NULL, NOT_AN_OBJECT)
                .with(keyValues(path + ".Spec.DBDefinition.KeyValues"))
                .at(path + ".Spec.Properties", MISSING, NULL, NOT_AN_OBJECT)
                .at(path + ".Spec.Properties.Counters", MISSING, NULL, NOT_A_WHOLE_NUMBER, outside(Long.MIN_VALUE, Long.MAX_VALUE))
                .noOthersIn(path, path + ".Spec", path + ".Spec.DBDefinition", path + ".Spec.Properties");
    }

    @TestFactory
    Stream<DynamicTest> wrong_heartbeats_of_leases_are_refused() {
        return table().call("POST", "/v1/limiter/leases/heartbeat", "{'IDs': ['x']}")
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.IDs", MISSING, NULL, NOT_AN_ARRAY)
                .at("$.IDs[0]", NULL, NOT_A_TEXT, EMPTY_TEXT, LONE_SURROGATES, longerThan(4096))
                .at("$.IDs", "$.IDs[1]", json("['x', '']", "['x', null]", "['x', 7]"))
                .noOthersIn("$")
                .asAWhole()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_comparison_of_leases_is_refused() {
        return table().call("POST", "/v1/limiter/leases/digest", "{" + SELECTIONS + "}")
                .at("$", NOT_AN_OBJECT, NULL)
                .with(selections())
                .at("$.Limit", json("1"))
                .asAWhole()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> wrong_word_that_leases_are_settled_is_refused() {
        return table().call("POST", "/v1/limiter/leases/settled", "{'Run': 1}")
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.Run", json("'1'", "1.5", "true", "9223372036854775808", "[1]"))
                .noOthersIn("$")
                .asAWhole()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_place_in_the_feed_of_room_is_refused() {
        return table().call("GET", "/v1/limiter/room?after=1-1&wait=0", null)
                .parameter("after", "", "1", "x", "-1", "1-", "1-1-1", "1--1", "-1-1", "%2B1-1", "1-%2B1", "%201-1", "1-1x",
                        "99999999999999999999-1", "1-99999999999999999999", "%00", "%D9%A1-1")
                .with(waiting())
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_lookup_is_refused() {
        return table()
                .with(lookup("GET", RULES + "/query"))
                .with(match("GET", OVERRIDES + "/match"))
                .with(lookup("POST", RULES + "/query"))
                .with(lookup("POST", OVERRIDES + "/query"))
                .with(lookup("POST", COUNTERS + "/query"))
                .with(match("POST", RULES + "/match"))
                .with(match("POST", OVERRIDES + "/match"))
                .tests();
    }

    private BadInput table() {
        return new BadInput(http, () -> List.of(http.get(RULES + "/query").body(), http.get(COUNTERS + "/query").body()));
    }
}
