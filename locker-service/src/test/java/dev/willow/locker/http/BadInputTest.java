package dev.willow.locker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every field of every call, missing, of the wrong type, out of range, too large, hostile: 400 with the field, and
/// nothing has changed.
class BadInputTest {
    private static RunningLocker locker;
    private static Http http;
    private static String before;

    @BeforeAll
    static void start() {
        locker = RunningLocker.inMemory();
        http = locker.http();
        http.post("/v1/locks", Bodies.lock("\"branch\": \"held\"", "\"Timeout\": \"1h\""));
        before = http.get("/v1/locks").body().toString();
    }

    @AfterAll
    static void stop() {
        locker.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{} | $.Spec",
        "{'Spec': null} | $.Spec",
        "{'Spec': 1} | $.Spec",
        "{'Spec': {}} | $.Spec.DBDefinition",
        "{'Spec': {'DBDefinition': []}} | $.Spec.DBDefinition",
        "{'Spec': {'DBDefinition': {}}} | $.Spec.DBDefinition.KeyValues",
        "{'Spec': {'DBDefinition': {'KeyValues': {}}}} | $.Spec.DBDefinition.KeyValues",
        "{'Spec': {'DBDefinition': {'KeyValues': 'a'}}} | $.Spec.DBDefinition.KeyValues",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': null}}}} | $.Spec.DBDefinition.KeyValues.a",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': true}}}} | $.Spec.DBDefinition.KeyValues.a",
        "{'Spec': {'DBDefinition': {'KeyValues': {'': 'a'}}}} | $.Spec.DBDefinition.KeyValues['']",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': {'Type': 99, 'Data': '1'}}}}} | $.Spec.DBDefinition.KeyValues.a.Type",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': {'Type': 1024}}}}} | $.Spec.DBDefinition.KeyValues.a.Type",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': {'Type': 1, 'Data': '256'}}}}} | $.Spec.DBDefinition.KeyValues.a.Data",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': {'Type': 13}}}}} | $.Spec.DBDefinition.KeyValues.a.Data",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': 'b'}}, 'Other': 1}} | $.Spec.Other",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': 'b'}, 'Name': 'x'}}} | $.Spec.DBDefinition.Name",
        "{'Spec': {'DBDefinition': {'KeyValues': {'a': 'b'}}}, 'State': {}} | $.State",
        "{'spec': {'DBDefinition': {'KeyValues': {'a': 'b'}}}} | $.Spec",
    })
    void a_wrong_lock_is_refused(String body, String field) {
        checkRefused("POST", "/v1/locks?wait=0", body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'Timeout': 0 | Timeout",
        "'Timeout': -1 | Timeout",
        "'Timeout': 1.5 | Timeout",
        "'Timeout': '5 parsecs' | Timeout",
        "'Timeout': '-5s' | Timeout",
        "'Timeout': [] | Timeout",
        "'Timeout': 86400000000001 | Timeout",
        "'Timeout': 9223372036854775807 | Timeout",
        "'Timeout': 9223372036854775808 | Timeout",
        "'Timeout': 1e400 | Timeout",
        "'Mode': 'greedy' | Mode",
        "'Mode': 'EXCLUSIVE' | Mode",
        "'Mode': 1 | Mode",
        "'MaxHolders': 0 | MaxHolders",
        "'MaxHolders': -1 | MaxHolders",
        "'MaxHolders': 1.5 | MaxHolders",
        "'MaxHolders': '2' | MaxHolders",
        "'MaxHolders': 2147483648 | MaxHolders",
        "'SessionID': '' | SessionID",
        "'SessionID': 7 | SessionID",
        "'SessionID': {} | SessionID",
        "'Owner': 7 | Owner",
        "'Owner': ['x'] | Owner",
        "'Owner': '\\ud800' | Owner",
        "'Owner': 'LONG' | Owner",
        "'SessionID': 'LONG' | SessionID",
        "'Priority': 1 | Priority",
    })
    void a_wrong_property_is_refused_alone_and_together(String property, String field) {
        String properties = property.replace("LONG", "x".repeat(4097)).replace('\'', '"');
        String lock = Bodies.lock("\"a\": \"b\"", properties);
        checkRefused("POST", "/v1/locks?wait=0", lock, "$.Spec.Properties." + field);
        checkRefused("POST", "/v1/locks/together?wait=0",
                Bodies.together(Bodies.lock("free"), lock), "$.Locks[1].Spec.Properties." + field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{} | $.Locks",
        "{'Locks': null} | $.Locks",
        "{'Locks': []} | $.Locks",
        "{'Locks': {}} | $.Locks",
        "{'Locks': [null]} | $.Locks[0]",
        "{'Locks': [{}]} | $.Locks[0].Spec",
        "{'Locks': [A], 'Timeout': 1} | $.Timeout",
        "{'Locks': [A, A]} | $.Locks[1].Spec.DBDefinition.KeyValues",
        "{'Locks': [A, S]} | $.Locks[1].Spec.Properties.SessionID",
    })
    void a_wrong_set_of_locks_is_refused(String body, String field) {
        String withLocks = body.replace("A", Bodies.lock("a")).replace("S]", Bodies.lock("\"s\": 1", "\"SessionID\": \"x\"") + "]");
        checkRefused("POST", "/v1/locks/together?wait=0", withLocks, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'Timeout': 0} | $.Timeout",
        "{'Timeout': -5} | $.Timeout",
        "{'Timeout': 'soon'} | $.Timeout",
        "{'Timeout': '25h'} | $.Timeout",
        "{'Owner': 1} | $.Owner",
        "{'SessionID': 'mine'} | $.SessionID",
        "[] | $",
        "null | $",
    })
    void a_wrong_session_is_refused(String body, String field) {
        checkRefused("POST", "/v1/sessions", body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{} | $.SessionID",
        "{'SessionID': null} | $.SessionID",
        "{'SessionID': ''} | $.SessionID",
        "{'SessionID': 1} | $.SessionID",
        "{'SessionID': 'x', 'Force': true} | $.Force",
        "7 | $",
    })
    void a_wrong_reference_to_a_session_is_refused(String body, String field) {
        checkRefused("POST", "/v1/locks/x/heartbeat", body, field);
        checkRefused("DELETE", "/v1/locks/x", body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "-1", "x", "1.5", "6m", "300000000001", "99999999999999999999", "''",
    })
    void a_wrong_wait_is_refused(String wait) {
        String value = wait.replace("'", "");
        checkRefused("POST", "/v1/locks?wait=" + value, Bodies.lock("free"), "wait");
        checkRefused("POST", "/v1/locks/together?wait=" + value, Bodies.together(Bodies.lock("free")), "wait");
        checkRefused("GET", "/v1/sessions/x/contended?wait=" + value, null, "wait");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'Limit': 0} | $.Limit",
        "{'Limit': 'all'} | $.Limit",
        "{'After': 1} | $.After",
        "{'OrderBy': {}} | $.OrderBy.Key",
        "{'OrderBy': {'Key': 'a', 'Direction': 'up'}} | $.OrderBy.Direction",
        "{'Selections': []} | $.Selections",
        "{'Selections': {'IDs': 'x'}} | $.Selections.IDs",
        "{'Selections': {'KeyValues': {'a': {'Value': 1, 'Comparison': '~'}}}} | $.Selections.KeyValues.a.Comparison",
        "{'Selections': {'MinNumberOfKeyValues': -1}} | $.Selections.MinNumberOfKeyValues",
        "{'AND': {}} | $.AND",
        "{'XOR': []} | $.XOR",
    })
    void a_wrong_query_is_refused(String body, String field) {
        checkRefused("POST", "/v1/locks/query", body, field);
        checkRefused("GET", "/v1/locks", body, field);
    }

    private static void checkRefused(String method, String path, String body, String field) {
        String json = body == null ? null : body.replace('\'', '"').replace("KeyValues[\"\"]", "KeyValues['']");
        Answer answer = http.call(method, path, json);
        assertThat(answer.status()).as("%s %s %s: %s", method, path, json, answer.raw().body()).isEqualTo(400);
        assertThat(answer.text("/Field")).as("%s %s: %s", path, json, answer.raw().body()).isEqualTo(field);
        assertThat(answer.text("/Message")).isNotEmpty();
        assertThat(withoutTime(http.get("/v1/locks").body().toString())).isEqualTo(withoutTime(before));
    }

    private static String withoutTime(String locks) {
        return locks.replaceAll("\"TimeTillExpire\":\\d+", "");
    }
}
