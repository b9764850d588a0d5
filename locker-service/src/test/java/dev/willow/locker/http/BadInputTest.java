package dev.willow.locker.http;

import static dev.willow.testing.input.Bad.EMPTY_ARRAY;
import static dev.willow.testing.input.Bad.EMPTY_TEXT;
import static dev.willow.testing.input.Bad.LONE_SURROGATES;
import static dev.willow.testing.input.Bad.MISSING;
import static dev.willow.testing.input.Bad.NEGATIVE_DURATION;
import static dev.willow.testing.input.Bad.NOT_AN_ARRAY;
import static dev.willow.testing.input.Bad.NOT_AN_OBJECT;
import static dev.willow.testing.input.Bad.NOT_A_DURATION;
import static dev.willow.testing.input.Bad.NOT_A_TEXT;
import static dev.willow.testing.input.Bad.NOT_A_WHOLE_NUMBER;
import static dev.willow.testing.input.Bad.NULL;
import static dev.willow.testing.input.Bad.json;
import static dev.willow.testing.input.Bad.longerThan;
import static dev.willow.testing.input.Bad.outside;
import static dev.willow.testing.input.ContractTables.keyValues;
import static dev.willow.testing.input.ContractTables.lookup;
import static dev.willow.testing.input.ContractTables.waiting;

import dev.willow.testing.http.Http;
import dev.willow.testing.input.Bad;
import dev.willow.testing.input.BadInput;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every field of every call, missing, of the wrong type, out of range, too large, hostile: 400 with the field, and
/// nothing has changed.
class BadInputTest {
    private static final String LOCK = Bodies.lock("\"branch\": \"a\"", """
            "Timeout": "5s", "Mode": "exclusive", "MaxHolders": 1, "Owner": "ci"
            """);
    /// A day and a nanosecond, and more.
    private static final Bad TOO_LONG = json("86400000000001", "9223372036854775807", "'25h'");

    @AutoClose
    private static final RunningLocker locker = RunningLocker.inMemory();

    private static final Http http = locker.http();

    @BeforeAll
    static void aHeldLock() {
        http.post("/v1/locks", Bodies.lock("\"branch\": \"held\"", "\"Timeout\": \"1h\""));
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_lock_is_refused() {
        return call("POST", "/v1/locks?wait=0", LOCK)
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .with(lockAt("$"))
                .body("$.Spec", "{'spec': {'DBDefinition': {'KeyValues': {'a': 'b'}}}}")
                .with(waiting())
                .asAWhole()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_set_of_locks_is_refused() {
        String another = Bodies.lock("another");
        return call("POST", "/v1/locks/together?wait=0", Bodies.together(another, LOCK))
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.Locks", MISSING, NULL, NOT_AN_ARRAY, EMPTY_ARRAY)
                .with(lockAt("$.Locks[1]"))
                .at("$.Locks[1]", "$.Locks[1].Spec.DBDefinition.KeyValues", json(another))
                .at("$.Locks[1].Spec.Properties.SessionID", json("'another than that of the first'"))
                .noOthersIn("$")
                .with(waiting())
                .asAWhole()
                .tests();
    }

    private static UnaryOperator<BadInput> lockAt(String lock) {
        String properties = lock + ".Spec.Properties";
        return input -> input
                .at(lock + ".Spec", MISSING, NULL, NOT_AN_OBJECT)
                .at(lock + ".Spec.DBDefinition", MISSING, NULL, NOT_AN_OBJECT)
                .with(keyValues(lock + ".Spec.DBDefinition.KeyValues"))
                .at(properties, NOT_AN_OBJECT)
                .at(properties + ".Timeout", NOT_A_DURATION, NEGATIVE_DURATION, TOO_LONG, json("0"))
                .at(properties + ".Mode", NOT_A_TEXT, EMPTY_TEXT, json("'greedy'", "'EXCLUSIVE'"))
                .at(properties + ".MaxHolders", NOT_A_WHOLE_NUMBER, outside(1, Integer.MAX_VALUE))
                .at(properties + ".SessionID", NOT_A_TEXT, EMPTY_TEXT, LONE_SURROGATES, longerThan(4096))
                .at(properties + ".Owner", NOT_A_TEXT, LONE_SURROGATES, longerThan(4096))
                .noOthersIn(lock, lock + ".Spec", lock + ".Spec.DBDefinition", properties);
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_session_is_refused() {
        return call("POST", "/v1/sessions", "{'Timeout': '5s', 'Owner': 'ci'}")
                .at("$", NULL, NOT_AN_OBJECT)
                .at("$.Timeout", NOT_A_DURATION, NEGATIVE_DURATION, TOO_LONG, json("0"))
                .at("$.Owner", NOT_A_TEXT, LONE_SURROGATES, longerThan(4096))
                .at("$.SessionID", json("'mine'"))
                .noOthersIn("$")
                .asAWhole()
                .tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_reference_to_a_session_is_refused() {
        return Stream.concat(
                reference("POST", "/v1/locks/x/heartbeat").tests(), reference("DELETE", "/v1/locks/x").tests());
    }

    private static BadInput reference(String method, String path) {
        return call(method, path, "{'SessionID': 'x'}")
                .at("$", MISSING, NULL, NOT_AN_OBJECT)
                .at("$.SessionID", MISSING, NULL, NOT_A_TEXT, EMPTY_TEXT, LONE_SURROGATES, longerThan(4096))
                .noOthersIn("$")
                .asAWhole();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_wait_for_contention_is_refused() {
        return call("GET", "/v1/sessions/x/contended?wait=0", null).with(waiting()).tests();
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_query_is_refused() {
        return new BadInput(http, BadInputTest::state)
                .with(lookup("GET", "/v1/locks"))
                .with(lookup("POST", "/v1/locks/query"))
                .tests();
    }

    private static BadInput call(String method, String path, String valid) {
        return new BadInput(http, BadInputTest::state).call(method, path, valid);
    }

    private static Object state() {
        return http.get("/v1/locks").body();
    }
}
