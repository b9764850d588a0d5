package dev.willow.locker.http;

import static dev.willow.locker.http.Answers.lockId;
import static dev.willow.locker.http.Answers.sessionId;
import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class QueryCallsTest {
    private static RunningLocker locker;
    private static Http http;

    @BeforeAll
    static void start() {
        locker = RunningLocker.inMemory();
        http = locker.http();
        for (int build = 1; build <= 7; build++)
            http.post("/v1/locks", lock("\"build\": " + build + ", \"os\": \"" + (build % 2 == 0 ? "linux" : "mac") + "\"", ""));
        http.post("/v1/locks", lock("\"os\": \"linux\"", "\"Mode\": \"shared\""));
        http.post("/v1/locks", lock("\"os\": \"linux\"", "\"Mode\": \"shared\""));
    }

    @AfterAll
    static void stop() {
        locker.close();
    }

    @Test
    void without_a_query_every_hold_is_listed_once_for_each_holder() {
        assertThat(http.get("/v1/locks").body().size()).isEqualTo(9);
        assertThat(http.post("/v1/locks/query", null).body().size()).isEqualTo(9);
        assertThat(http.post("/v1/locks/query", "{}").body().size()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'Selections': {'KeyValues': {'os': 'linux'}}} | 5",
        "{'Selections': {'KeyValues': {'os': 'linux'}, 'MinNumberOfKeyValues': 2}} | 3",
        "{'Selections': {'KeyValues': {'build': {'Value': 3, 'Comparison': '>='}}}} | 5",
        "{'Selections': {'KeyValues': {'build': {'Value': 3, 'Comparison': '!='}}}} | 8",
        "{'OR': [{'Selections': {'KeyValues': {'build': 1}}}, {'Selections': {'KeyValues': {'build': 2}}}]} | 2",
        "{'Selections': {'KeyValues': {'os': 'linux'}}, 'AND': [{'Selections': {'KeyValues': {'build': 2}}}]} | 1",
        "{'Selections': {'IDs': []}} | 0",
        "{'Selections': {'IDs': ['nothing']}} | 0",
    })
    void a_query_lists_what_matches_by_get_with_a_body_as_by_post(String query, int expected) {
        String body = query.replace('\'', '"');
        assertThat(http.call("GET", "/v1/locks", body).body().size()).isEqualTo(expected);
        assertThat(http.post("/v1/locks/query", body).body().size()).isEqualTo(expected);
    }

    @Test
    void pages_in_an_order_show_everything_once_and_what_lacks_the_key_last() {
        List<String> builds = new ArrayList<>();
        String after = "";
        int pages = 0;
        while (true) {
            Answer page = http.post("/v1/locks/query", """
                    {"Limit": 4, %s "OrderBy": {"Key": "build", "Direction": "descending"}}""".formatted(after));
            assertThat(page.status()).isEqualTo(200);
            for (JsonNode lock : page.body()) builds.add(lock.at("/Spec/DBDefinition/KeyValues/build/Data").asString("none"));
            pages++;
            if (page.header("X-Next-Cursor").isEmpty()) break;
            after = "\"After\": \"" + page.header("X-Next-Cursor").get() + "\", ";
        }
        assertThat(builds).containsExactly("7", "6", "5", "4", "3", "2", "1", "none", "none");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void a_damaged_cursor_is_400_with_its_field() {
        Answer answer = http.post("/v1/locks/query", "{\"Limit\": 2, \"After\": \"nonsense\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/Field")).isEqualTo("$.After");
    }

    @Test
    void a_released_lock_is_listed_no_more() {
        Answer held = http.post("/v1/locks", lock("gone"));
        String query = "{\"Selections\": {\"IDs\": [\"" + lockId(held) + "\"]}}";
        assertThat(http.post("/v1/locks/query", query).body().size()).isEqualTo(1);
        http.delete("/v1/locks/" + lockId(held), session(sessionId(held)));
        assertThat(http.post("/v1/locks/query", query).body().size()).isZero();
    }
}
