package dev.willow.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.kit.app.RunningTinyService;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The documentation that a service serves about itself.
class DocsTest {
    @AutoClose
    private static final RunningTinyService service = RunningTinyService.start();

    private static final Http http = service.http();

    @Test
    void the_page_and_all_that_it_loads_come_from_the_service() {
        for (String path : new String[] {"/docs", "/docs/", "/docs/index.html"})
            assertThat(http.get(path).header("Location").orElseThrow()).endsWith("/docs/swagger-ui/index.html");
        Answer page = http.get("/docs/swagger-ui/index.html");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.content()).doesNotContain("http://", "https://");
        for (String part : new String[] {"swagger-ui-bundle.js", "swagger-ui.css", "swagger-initializer.js", "swagger-ui-standalone-preset.js", "index.css"})
            assertThat(http.get("/docs/swagger-ui/" + part).status()).as(part).isEqualTo(200);
        assertThat(http.get("/docs/swagger-ui/swagger-initializer.js").content()).contains("/docs/openapi.json/swagger-config").doesNotContain("petstore");
        assertThat(http.get("/docs/openapi.json/swagger-config").content()).contains("\"url\":\"/docs/openapi.json\"");
    }

    @Test
    void the_versioned_path_leads_to_the_page() {
        Answer answer = http.get("/v1/docs");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).contains("/docs");
    }

    @Test
    void the_document_has_the_calls_with_their_names_in_json() {
        Answer answer = http.get("/docs/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElseThrow()).startsWith("application/json");
        JsonNode document = answer.body();
        assertThat(document.at("/openapi").asString()).startsWith("3.");
        JsonNode schemas = document.at("/components/schemas");
        JsonNode query = schemas.at("/QueryRequest/properties");
        assertThat(query.propertyNames()).containsExactlyInAnyOrder("Selections", "AND", "OR", "Limit", "After", "OrderBy");
        assertThat(query.at("/Limit/type").asString()).isEqualTo("integer");
        assertThat(schemas.at("/CounterSpec/required").toString()).contains("DBDefinition", "Properties");
        assertThat(schemas.at("/KeyValuesDefinition/properties/KeyValues/$ref").asString()).isEqualTo("#/components/schemas/KeyValues");
        assertThat(schemas.at("/Value/properties").propertyNames()).contains("Type", "Data");
        assertThat(schemas.at("/Lease/properties/Timeout/$ref").asString()).isEqualTo("#/components/schemas/Duration");
        assertThat(schemas.at("/Duration/type").toString()).contains("integer", "string");
    }

    @Test
    void the_document_has_the_parameters_that_every_waiting_or_repeatable_call_takes() {
        JsonNode call = http.get("/docs/openapi.json").body().at("/paths/~1v1~1turns/post");
        assertThat(call.at("/parameters").findValuesAsString("name")).containsExactlyInAnyOrder("wait", "Idempotency-Key");
    }

    @Test
    void every_refusal_is_documented_as_a_problem_of_a_known_kind() {
        JsonNode document = http.get("/docs/openapi.json").body();
        JsonNode call = document.at("/paths/~1v1~1turns/post/responses");
        assertThat(call.propertyNames()).contains("200", "400", "413", "415", "422", "503");
        assertThat(call.at("/503/content/application~1problem+json/schema/$ref").asString()).isEqualTo("#/components/schemas/Problem");
        assertThat(document.at("/components/schemas/Problem/properties/type/enum").toString()).contains("urn:willow:problem:unavailable", "urn:willow:problem:limit-reached");
    }

    @Test
    void neither_errors_nor_redirects_nor_java_types_show_in_the_document() {
        String document = http.get("/docs/openapi.json").content();
        assertThat(document).doesNotContain("\"/error\"", "/v1/docs", "Caller", "BatchRead", "ErrorPage", "Optional");
    }
}
