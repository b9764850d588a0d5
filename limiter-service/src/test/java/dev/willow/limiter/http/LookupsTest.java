package dev.willow.limiter.http;

import static dev.willow.limiter.http.Bodies.ANY_BRANCH;
import static dev.willow.limiter.http.Bodies.counter;
import static dev.willow.limiter.http.Bodies.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What look-ups find, and that their pages hold together while things come and go.
class LookupsTest extends LimiterTest {
    private static final String RULES = "/v1/limiter/rules";
    private static final String COUNTERS = "/v1/limiter/counters";
    private static final int LASTING = 20;

    /// Where pages are asked for, and how a thing is made and removed there.
    private enum Place {
        RULES_BY_QUERY(RULES + "/query", ""),
        RULES_BY_MATCH(RULES + "/match", ""),
        OVERRIDES_BY_QUERY(RULES + "/of/overrides/query", "of/overrides"),
        OVERRIDES_BY_MATCH(RULES + "/of/overrides/match", "of/overrides"),
        COUNTERS_BY_QUERY(COUNTERS + "/query", null);

        private final String path;
        private final String rulesPath;

        Place(String path, String rulesPath) {
            this.path = path;
            this.rulesPath = rulesPath;
        }

        private void make(LimiterTest test, int number) {
            String keys = "\"n\": " + number;
            if (rulesPath == null) test.http.put(COUNTERS + "/set", counter(keys, 1));
            else test.http.post(RULES + slash(), rule("t" + number, keys + (rulesPath.isEmpty() ? "" : ", " + ANY_BRANCH), 1));
        }

        private void remove(LimiterTest test, int number) {
            if (rulesPath == null) test.http.put(COUNTERS + "/set", counter("\"n\": " + number, 0));
            else test.http.delete(RULES + slash() + "/t" + number);
        }

        private String slash() {
            return rulesPath.isEmpty() ? "" : "/" + rulesPath;
        }

        private String page(Optional<String> after, boolean ordered) {
            return "{\"Limit\": 3" + after.map(cursor -> ", \"After\": \"" + cursor + "\"").orElse("")
                    + (path.endsWith("/match") ? ", \"KeyValues\": {\"n\": {\"Value\": {\"Type\": 1024}}, \"branch\": {\"Value\": {\"Type\": 1024}}}" : "")
                    + (ordered ? ", \"OrderBy\": {\"Key\": \"n\", \"Direction\": \"descending\"}" : "") + "}";
        }
    }

    @ParameterizedTest
    @EnumSource
    void pages_never_repeat_or_skip_what_is_there_throughout(Place place) {
        Random random = new Random(Seeds.announcedFor(LookupsTest.class));
        if (place.path.contains("/of/")) http.post(RULES, rule("of", ANY_BRANCH, 1));
        for (int i = 0; i < LASTING; i++) place.make(this, i * 10);
        for (boolean ordered : new boolean[] {false, true}) {
            List<Long> seen = new ArrayList<>();
            Optional<String> after = Optional.empty();
            do {
                Answer page = http.post(place.path, place.page(after, ordered));
                assertThat(page.status()).isEqualTo(200);
                for (var each : page.body()) numberOf(each.toString()).filter(number -> number % 10 == 0).ifPresent(seen::add);
                after = page.header("X-Next-Cursor");
                for (int i = 0; i < 4; i++) {
                    int passing = random.nextInt(LASTING) * 10 + 1 + random.nextInt(3);
                    if (random.nextBoolean()) place.make(this, passing);
                    else place.remove(this, passing);
                }
            } while (after.isPresent());
            assertThat(seen).as(ordered ? "ordered" : "not ordered")
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, LASTING).mapToObj(i -> i * 10L).toList());
            if (ordered) assertThat(seen).isSortedAccordingTo((one, other) -> Long.compare(other, one));
        }
    }

    @Test
    void match_finds_what_would_apply_and_can_be_held_to_types_and_numbers_of_keys() {
        http.post(RULES, rule("any branch", ANY_BRANCH, 1));
        http.post(RULES, rule("text 1", "\"branch\": \"1\"", 1));
        http.post(RULES, rule("int 1", "\"branch\": 1", 1));
        http.post(RULES, rule("branch and os", ANY_BRANCH + ", \"os\": {\"Type\": 1024}", 1));
        http.post(RULES, rule("everything", "", 1));
        String keyValues = "{\"KeyValues\": {\"branch\": {\"Value\": \"1\"}, \"os\": {\"Value\": \"linux\"}}%s}";
        assertThat(found(keyValues.formatted(""))).containsExactlyInAnyOrder("any branch", "text 1", "branch and os", "everything");
        assertThat(found(keyValues.formatted(", \"MinNumberOfPermutationKeyValues\": 1, \"MaxNumberOfPermutationKeyValues\": 1")))
                .containsExactlyInAnyOrder("any branch", "text 1");
        assertThat(found(keyValues.formatted(", \"MinNumberOfPermutationKeyValues\": 2"))).containsExactly("branch and os");
        String anyValue = "{\"KeyValues\": {\"branch\": {\"Value\": {\"Type\": 1024}%s}}, \"MinNumberOfPermutationKeyValues\": 1}";
        assertThat(found(anyValue.formatted(""))).containsExactlyInAnyOrder("any branch", "text 1", "int 1");
        assertThat(found(anyValue.formatted(", \"TypeRestrictions\": {\"MinDataType\": 9, \"MaxDataType\": 9}"))).containsExactly("int 1");
        assertThat(found("{\"KeyValues\": {}}")).containsExactly("everything");
    }

    private List<String> found(String match) {
        Answer answer = http.post(RULES + "/match", match);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.body().values().stream().map(each -> each.at("/Spec/DBDefinition/Name").asString()).toList();
    }

    /// The value of the key `n`.
    private static Optional<Long> numberOf(String thing) {
        var matcher = Pattern.compile("\"n\":\\{\"Type\":9,\"Data\":\"(\\d+)\"}").matcher(thing);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }
}
