package dev.willow.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.random.Seeds;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/// Which patterns of paths need not be asked.
class PathShapeTest {
    private static final List<String> WORDS = List.of("a", "b", "ab", "items");
    private static final List<String> PATTERN_PARTS = List.of("a", "b", "ab", "items", "{N}", "{N}", "*", "a{N}b", "{N:[a-z]}");
    private static final List<String> PATH_PARTS = List.of("a", "b", "ab", "items", "", "%61", "a;x=1", "a%2Fb", "..", "x");

    @ParameterizedTest
    @CsvSource({
        "/v1/queues, /v1/queues, true",
        "/v1/queues, /v1/queues/a, false",
        "/v1/queues/{Name}, /v1/queues/a, true",
        "/v1/queues/{Name}, /v1/queues/a/channels, false",
        "/v1/queues/{Name}/channels, /v1/queues/a/channels, true",
        "/v1/queues/{Name}/channels, /v1/queues/a/explain, false",
        "/v1/queues/{Name}/channels, /v1/queues/a/b/channels, false",
        "/v1/queues/{Name}/channels, /v1/locks/a/channels, false",
        "/v1/queues/{Name}/channels, /v1/que%75es/a/explain, true",
        "/rules/{Name}/overrides/{OverrideName}, /rules/a/overrides/b, true",
        "/docs/**, /anything/at/all, true",
    })
    void a_pattern_is_asked_unless_its_fixed_parts_differ(String pattern, String path, boolean isAsked) {
        assertThat(PathShape.of(pattern).mayFit(path)).isEqualTo(isAsked);
    }

    @RepeatedTest(3)
    void a_pattern_that_matches_is_always_asked() {
        Random random = new Random(Seeds.announcedFor(PathShapeTest.class));
        int matched = 0;
        for (int i = 0; i < 50_000; i++) {
            String pattern = path(random, PATTERN_PARTS);
            String path = path(random, random.nextBoolean() ? WORDS : PATH_PARTS);
            if (!PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path))) continue;
            matched++;
            assertThat(PathShape.of(pattern).mayFit(path)).as("%s for %s", pattern, path).isTrue();
        }
        assertThat(matched).isGreaterThan(500);
    }

    private static String path(Random random, List<String> parts) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(at -> "/" + parts.get(random.nextInt(parts.size())).replace("N", "Name" + at)).collect(Collectors.joining());
    }
}
