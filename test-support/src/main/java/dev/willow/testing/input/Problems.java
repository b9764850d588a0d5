package dev.willow.testing.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import tools.jackson.databind.JsonNode;

/// What holds of every problem, whatever its kind.
public final class Problems {
    private Problems() {}

    /// A refusal as RFC 9457 and the contract have it.
    public static void check(Answer answer, int status) {
        String where = answer.raw().request().method() + " " + answer.raw().uri() + ": " + answer.raw().body();
        assertThat(answer.status()).as(where).isEqualTo(status);
        assertThat(answer.header("Content-Type")).as(where).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.text("/instance")).as(where).isEqualTo(answer.raw().uri().getPath());
        check(answer.body(), status);
    }

    /// A problem that stands alone or in the answer to an entry of a batch.
    public static void check(JsonNode problem, int status) {
        assertThat(problem.at("/status").asInt()).as("%s", problem).isEqualTo(status);
        assertThat(problem.at("/type").asString()).as("%s", problem).startsWith("urn:willow:problem:");
        assertThat(problem.at("/title").asString()).as("%s", problem).isNotBlank();
        assertThat(problem.at("/detail").asString()).as("%s", problem).isNotBlank();
        assertThat(problem.at("/Message")).as("%s", problem).isEqualTo(problem.at("/detail"));
        assertThat(problem.toString()).as("nothing internal").doesNotContainPattern(
                "Exception|\\\\tat |\\bat [a-z]+\\.|java\\.|dev\\.willow|org\\.|com\\.|jackson|ratis");
    }
}
