package dev.willow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.willow.common.problem.ProblemType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {

    @ParameterizedTest(name = "{0} {1} becomes {2}")
    @CsvSource({
        "400, invalid-request,       RejectedException,      false",
        "404, unknown-queue,         RejectedException,      false",
        "409, name-in-use,           RejectedException,      false",
        "409, wrong-session,         RejectedException,      false",
        "409, not-granted,           NotGrantedException,    true",
        "409, limit-reached,         NotGrantedException,    true",
        "409, limit-zero,            NotGrantedException,    true",
        "409, rule-paused,           NotGrantedException,    true",
        "409, queue-full,            NotGrantedException,    true",
        "409, queue-deleted,         RejectedException,      false",
        "409, a-kind-of-tomorrow,    RejectedException,      false",
        "413, body-too-large,        RejectedException,      false",
        "422, idempotency-key-reused, RejectedException,     false",
        "429, too-many-waiting,      UnavailableException,   true",
        "500, internal,              BrokenServiceException, false",
        "503, unavailable,           UnavailableException,   true",
        "503, locker-unreachable,    UnavailableException,   true",
    })
    void a_refusal_becomes_the_exception_that_says_what_can_be_done(int status, String type, String exception, boolean retryable) {
        ClientException refusal = refusalOf(status, Map.of(), """
                {"type": "urn:willow:problem:%s", "title": "No", "status": %d, "detail": "because"}""".formatted(type, status));
        assertThat(refusal.getClass().getSimpleName()).isEqualTo(exception);
        assertThat(refusal.isRetryable()).isEqualTo(retryable);
        assertThat(refusal).hasMessageContaining("because");
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void only_what_the_server_may_have_begun_has_an_unknown_effect(ProblemType type) {
        ClientException refusal = refusalOf(type.status(), Map.of(), "{\"type\": \"" + type.uri() + "\"}");
        if (refusal instanceof UnavailableException unavailable)
            assertThat(unavailable.isEffectUnknown()).isEqualTo(type.status() == 503);
    }

    @Test
    void a_refusal_names_the_field_and_carries_the_members_of_its_kind() {
        RejectedException wrong = (RejectedException) refusalOf(400, Map.of(), """
                {"type": "urn:willow:problem:invalid-request", "detail": "is required", "Field": "Spec.Properties.Item"}""");
        assertThat(wrong).hasMessage("Spec.Properties.Item: is required");

        NotGrantedException full = (NotGrantedException) refusalOf(409, Map.of(), """
                {"type": "urn:willow:problem:limit-reached", "detail": "full", "Rule": "one build", "Limit": 1, "Count": 1}""");
        assertThat(full.problem().members()).containsEntry("Rule", "one build").containsEntry("Limit", 1);
    }

    /// It may repeat a name that is as long as names may be.
    @Test
    void a_refusal_may_be_longer_than_what_a_service_accepts() {
        String name = "x".repeat(4_096);
        assertThat(refusalOf(404, Map.of(), "{\"type\": \"urn:willow:problem:unknown-queue\", \"detail\": \"there is no queue " + name + "\"}"))
                .hasMessage("there is no queue " + name);
    }

    @Test
    void the_service_says_when_trying_again_is_worth_it() {
        UnavailableException later = (UnavailableException) refusalOf(503, Map.of("Retry-After", "3"), "");
        assertThat(later.retryAfter()).contains(Duration.ofSeconds(3));
        UnavailableException unsaid = (UnavailableException) refusalOf(503, Map.of("Retry-After", "soon"), "");
        assertThat(unsaid.retryAfter()).isEmpty();
    }

    @Test
    void a_refusal_that_is_no_problem_document_is_told_by_its_status() {
        assertThat(refusalOf(502, Map.of(), "<html>Bad Gateway</html>")).isInstanceOf(UnavailableException.class)
                .hasMessageContaining("502");
        assertThat(refusalOf(403, Map.of(), "")).isInstanceOf(RejectedException.class).hasMessageContaining("403");
    }

    private static ClientException refusalOf(int status, Map<String, String> headers, String body) {
        try (FakeService service = FakeService.answering(asked -> new FakeService.Told(status, headers, body));
                WillowClient client = WillowClient.builder(service.uri()).retries(RetryPolicy.NONE).build()) {
            return catchThrowableOfType(ClientException.class, client::queues);
        }
    }
}
