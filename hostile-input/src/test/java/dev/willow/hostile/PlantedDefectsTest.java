package dev.willow.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.hostile.FakeService.Defect;
import dev.willow.hostile.document.Document;
import dev.willow.hostile.judge.LogJudge;
import dev.willow.hostile.judge.Violation;
import dev.willow.hostile.request.Case;
import dev.willow.hostile.request.Cases;
import dev.willow.hostile.request.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What would be wrong with a service is found, and told in a way that leads to it.
class PlantedDefectsTest {
    private static final Document DOCUMENT = Document.of("""
            {"paths": {"/v1/things": {"post": {
               "parameters": [{"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}],
               "requestBody": {"required": true, "content": {"application/json": {
                   "schema": {"$ref": "#/components/schemas/Thing"}, "examples": {"one": {"value": {"Number": 1}}}}}},
               "responses": {"200": {}, "400": {}}}}},
             "components": {"schemas": {
               "Thing": {"type": "object", "properties": {"Number": {"type": "integer", "format": "int32"}}, "required": ["Number"]},
               "Problem": {"properties": {"type": {"enum": ["urn:willow:problem:invalid-request", "urn:willow:problem:internal"]}}}}}}""");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration NOT_LONG = Duration.ofMillis(300);

    @ParameterizedTest
    @CsvSource({
        "FAILS, no call makes a service fail",
        "TELLS_OF_ITS_INSIDE, nothing internal leaves a service",
        "IS_NO_PROBLEM, refusals are problems",
        "NAMES_NO_FIELD, a refusal names what is wrong",
        "REPEATS_ALL, refusals are short",
        "ACCEPTS_ALL, what is wrong is refused",
        "CHANGES_WHAT_IT_REFUSES, a refusal changes nothing",
        "HANGS, each call is answered in time",
        "CLOSES, no call makes a service fail",
        "CLOSES_NOW_AND_THEN, no call makes a service fail",
        "FORGETS_THE_ID, each answer has its request id"})
    void it_is_found_that_a_service(Defect defect, String promise) throws Exception {
        assertThat(attack(defect)).extracting(Violation::promise).contains(promise);
    }

    @Test
    void nothing_is_found_where_there_is_no_defect() throws Exception {
        assertThat(attack(Defect.NONE)).isEmpty();
    }

    @Test
    void a_change_behind_a_refusal_is_led_back_to_its_request() throws Exception {
        assertThat(attack(Defect.CHANGES_WHAT_IT_REFUSES)).filteredOn(each -> each.promise().equals(Attack.NO_CHANGE))
                .extracting(Violation::what).first().asString()
                .contains("$.things was ", "case ", "18446744073709551616");
    }

    /// With bodies alone: what a service makes of odd HTTP is not played by the fake.
    private static List<Violation> attack(Defect defect) throws Exception {
        Settings settings = new Settings(7, 300, List.of(), OptionalInt.empty(), defect == Defect.HANGS ? NOT_LONG : PATIENCE, Path.of("unused"));
        try (FakeService service = new FakeService(defect);
                Attack attack = new Attack("fake", DOCUMENT, service.port(), service, settings)) {
            List<Case> bodies = Cases.of(DOCUMENT, List.of(), settings.seed(), 700).stream().filter(each -> each.field().startsWith("$.")).toList();
            return attack.run(bodies).violations();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21T09:30:00.123Z ERROR [-] ProblemAdvice: defect in GET /x", "\tat dev.willow.X.y(X.java:1)",
        "java.lang.IllegalStateException: x", "java.lang.OutOfMemoryError: Java heap space"})
    void a_defect_in_a_log_is_found(String line) {
        assertThat(LogJudge.violations("locker", "2026-11-21T09:30:00.123Z INFO  [-] ReadyLine: locker listens\n" + line + "\n"))
                .extracting(Violation::what).containsExactly("locker wrote: " + line);
    }

    @Test
    void the_same_seed_sends_the_same() {
        var names = new Names(Map.of(), Map.of());
        List<Case> cases = Cases.of(DOCUMENT, List.of(), 5, 500);
        assertThat(cases).extracting(each -> each.with(names).shown())
                .isEqualTo(Cases.of(DOCUMENT, List.of(), 5, 500).stream().map(each -> each.with(names).shown()).toList())
                .isNotEqualTo(Cases.of(DOCUMENT, List.of(), 6, 500).stream().map(each -> each.with(names).shown()).toList());
    }
}
