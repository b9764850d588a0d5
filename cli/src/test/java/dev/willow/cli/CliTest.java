package dev.willow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Asked;
import dev.willow.client.FakeService.Told;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CliTest {
    private static final String QUEUE = """
            {"Spec": {"DBDefinition": {"Name": "builds"}, "Properties": {"MaxItems": -1}},
             "State": {"Channels": 1, "Waiting": 2, "Processing": 3, "Consumers": 4}}""";
    private static final String CHANNEL = """
            {"Spec": {"DBDefinition": {"KeyValues": {"os": "linux", "build": 42}}}, "State": {"ID": "c1", "Waiting": 2, "Processing": 3}}""";
    private static final String ITEM = """
            {"Spec": {"DBDefinition": {"KeyValues": {"os": "linux"}}, "Properties": {"Item": "aGkbWzMxbQ=="}},
             "State": {"ID": "i1", "Attempt": 1, "Updates": 0, "FencingToken": 17}}""";
    private static final String RULE = """
            {"Spec": {"DBDefinition": {"Name": "per branch", "GroupByKeyValues": {"branch": {"Type": 1024}}}, "Properties": {"Limit": 1}},
             "State": {"ID": "r1", "Overrides": [
               {"Spec": {"DBDefinition": {"Name": "main", "GroupByKeyValues": {"branch": "main"}}, "Properties": {"Limit": -1, "Paused": true}},
                "State": {"ID": "o1"}}]}}""";
    private static final String PROBLEM = """
            {"type": "/problems/unknown-queue", "title": "Unknown queue", "status": 404, "detail": "there is no queue nope"}""";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            queue create builds --max-items 50   | POST /v1/queues                                | {"Spec":{"DBDefinition":{"Name":"builds"},"Properties":{"MaxItems":50}}}
            queue set builds --max-items -1      | PUT /v1/queues/builds                          | {"MaxItems":-1}
            queue delete builds                  | DELETE /v1/queues/builds                       |
            ack builds i1                        | POST /v1/queues/builds/channels/items/ack      | {"ItemID":"i1","Success":true,"Release":false}
            ack builds i1 --failed --token 7     | POST /v1/queues/builds/channels/items/ack      | {"ItemID":"i1","Success":false,"Release":false,"FencingToken":7}
            ack builds i1 --release              | POST /v1/queues/builds/channels/items/ack      | {"ItemID":"i1","Release":true}
            rule create r repo os=mac --limit 2  | POST /v1/limiter/rules                         | {"Spec":{"DBDefinition":{"Name":"r","GroupByKeyValues":{"os":{"Type":13,"Data":"mac"},"repo":{"Type":1024}}},"Properties":{"Limit":2,"Paused":false}}}
            rule create all --limit 0 --paused   | POST /v1/limiter/rules                         | {"Spec":{"DBDefinition":{"Name":"all","GroupByKeyValues":{}},"Properties":{"Limit":0,"Paused":true}}}
            rule set r --limit 3                 | PUT /v1/limiter/rules/r                        | {"Limit":3}
            rule pause r                         | PUT /v1/limiter/rules/r                        | {"Paused":true}
            rule resume r                        | PUT /v1/limiter/rules/r                        | {"Paused":false}
            rule delete r                        | DELETE /v1/limiter/rules/r                     |
            override create r o repo=w --limit 2 | POST /v1/limiter/rules/r/overrides             | {"Spec":{"DBDefinition":{"Name":"o","GroupByKeyValues":{"repo":{"Type":13,"Data":"w"}}},"Properties":{"Limit":2,"Paused":false}}}
            override set r o --limit 3           | PUT /v1/limiter/rules/r/overrides/o            | {"Limit":3}
            override pause r o                   | PUT /v1/limiter/rules/r/overrides/o            | {"Paused":true}
            override resume r o                  | PUT /v1/limiter/rules/r/overrides/o            | {"Paused":false}
            override delete r o                  | DELETE /v1/limiter/rules/r/overrides/o         |
            explain builds os=linux --json       | POST /v1/queues/builds/explain                 | {"KeyValues":{"os":{"Type":13,"Data":"linux"}}}
            explain builds --item i1 --json      | POST /v1/queues/builds/explain                 | {"ItemID":"i1"}
            """)
    void each_change_is_one_call(String line, String call, String body) {
        String answer = line.startsWith("rule") ? RULE
                : line.startsWith("override") ? RULE.replace(", \"Overrides\": [", ", \"Was\": [")
                : line.startsWith("explain") ? "{\"Waiting\": 0, \"Processing\": 0, \"Reasons\": []}" : QUEUE;
        try (FakeService service = FakeService.answering(200, answer)) {
            Typed typed = Typed.at(service, line.split(" "));
            assertThat(typed.err()).isEmpty();
            assertThat(typed.status()).isZero();
            Asked asked = service.onlyCall();
            assertThat(asked.method() + " " + asked.target()).isEqualTo(call);
            assertThat(asked.body()).isEqualTo(body == null ? "" : body);
        }
    }

    @Test
    void an_item_is_pushed_from_a_word_or_from_standard_input() {
        String answer = "{\"State\": {\"ID\": \"i1\", \"Attempt\": 0, \"Updates\": 0}}";
        try (FakeService service = FakeService.answering(201, answer)) {
            assertThat(Typed.at(service, "push", "builds", "os=linux", "--item", "hello", "-u", "--timeout", "90s").out()).isEqualTo("pushed i1\n");
            assertThat(service.onlyCall().body()).contains("\"Item\":\"aGVsbG8=\"").contains("\"Updateable\":true").contains("90000000000");
            Typed.reading("hello", service, "push", "builds", "os=linux", "--retries", "-1", "--retry-position", "back");
            assertThat(service.onlyCall().body()).contains("\"Item\":\"aGVsbG8=\"").contains("\"RetryAttempts\":-1").contains("\"back\"");
        }
    }

    @Test
    void lines_are_pushed_as_batches_of_a_thousand_and_what_was_refused_is_said() {
        String entries = "[{\"Status\": 201}, {\"Status\": 200}, {\"Status\": 409, \"Problem\": {\"title\": \"x\", \"status\": 409, \"detail\": \"the queue is full\"}}]";
        try (FakeService service = FakeService.answering(200, entries)) {
            Typed typed = Typed.reading("line\n".repeat(1_001), service, "push", "builds", "os=linux", "--lines");
            assertThat(service.calls()).hasSize(2);
            assertThat(typed.out()).isEqualTo("pushed 2, updated 2\n");
            assertThat(typed.err()).isEqualTo("willow: refused 2, the first because the queue is full\n");
            assertThat(typed.status()).isEqualTo(Exit.REFUSED);
        }
    }

    @Test
    void what_is_taken_is_a_table_for_people_in_which_nothing_moves_the_cursor() {
        try (FakeService service = FakeService.answering(200, "[" + ITEM + "]")) {
            Typed typed = Typed.at(service, "take", "builds", "--where", "os=linux", "--wait", "3s", "--max", "2");
            assertThat(typed.err()).isEmpty();
            assertThat(typed.out()).isEqualTo("""
                    ITEM  TOKEN  ATTEMPT  UPDATES  CHANNEL   PAYLOAD
                    i1    17     1        0        os=linux  hi?[31m
                    """);
            Asked asked = service.onlyCall();
            assertThat(asked.target()).isEqualTo("/v1/queues/builds/channels/items/dequeue?max=2&wait=3000000000");
        }
    }

    @Test
    void nothing_in_time_is_an_end_of_its_own() {
        try (FakeService service = FakeService.answering(204, "")) {
            assertThat(Typed.at(service, "take", "builds")).isEqualTo(new Typed(Exit.NOT_IN_TIME, "", ""));
        }
    }

    @Test
    void a_queue_is_shown_with_its_channels() {
        try (FakeService service = FakeService.answering(asked ->
                new Told(200, asked.target().endsWith("query") ? Map.of("X-Next-Cursor", "n") : Map.of(), asked.target().endsWith("query") ? "[" + CHANNEL + "]" : QUEUE))) {
            assertThat(Typed.at(service, "queue", "show", "builds").out()).isEqualTo("""
                    QUEUE   MAX ITEMS  CHANNELS  WAITING  PROCESSING  CONSUMERS
                    builds  unlimited  1         2        3           4

                    CHANNEL             WAITING  PROCESSING
                    build:=42 os=linux  2        3
                    ... and more (--limit)
                    """);
        }
    }

    @Test
    void rules_are_listed_with_their_overrides_below() {
        try (FakeService service = FakeService.answering(200, "[" + RULE + "]")) {
            assertThat(Typed.at(service, "rule", "list").out()).isEqualTo("""
                    RULE        OVERRIDE  GROUPS BY    LIMIT      PAUSED
                    per branch            branch       1
                                main      branch=main  unlimited  paused
                    """);
        }
    }

    @Test
    void machines_get_the_json_of_the_service() {
        try (FakeService service = FakeService.answering(200, "[" + QUEUE + "]")) {
            assertThat(Typed.at(service, "queue", "list", "--json").out().replaceAll("\\s", "")).isEqualTo(
                    "[{\"Spec\":{\"DBDefinition\":{\"Name\":\"builds\"},\"Properties\":{\"MaxItems\":-1}},"
                            + "\"State\":{\"Channels\":1,\"Waiting\":2,\"Processing\":3,\"Consumers\":4}}]");
        }
    }

    @Test
    void a_refusal_is_one_line_and_ends_with_1() {
        try (FakeService service = FakeService.answering(404, PROBLEM)) {
            assertThat(Typed.at(service, "queue", "show", "nope")).isEqualTo(new Typed(Exit.REFUSED, "", "willow: there is no queue nope\n"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            nonsense                                | Unmatched argument
            queue create                            | NAME
            queue create x --max-items many         | many
            queue create x --max-items -2           | --max-items must be -1 or above
            push builds                             | KEY=VALUE
            push builds os                          | 'os' must be KEY=VALUE
            push builds os=linux --timeout soon     | 'soon' is no duration
            push builds os=linux --retry-position x | 'x' is none of front, back
            take builds --where os:                 | 'os:'
            take builds --strategy priority         | --priority-key
            take builds --max 0                     | --max must be at least 1
            ack builds i1 --failed --release        | mutually exclusive
            rule create r                           | --limit
            rule create r --limit -2                | --limit must be -1 or above
            explain builds os=linux --item i1       | one at a time
            work builds                             | behind --
            lock os=linux                           | behind --
            queue list --willow nowhere             | 'nowhere' is no URL
            """)
    void wrong_use_is_one_line_that_says_what_and_ends_with_2(String line, String what) {
        Typed typed = Typed.with(Map.of(), "", line.split(" "));
        assertThat(typed.err()).startsWith("willow: ").contains(what).endsWith("--help)\n").containsOnlyOnce("\n");
        assertThat(typed.out()).isEmpty();
        assertThat(typed.status()).isEqualTo(Exit.WRONG_WORDS);
    }

    @Test
    void help_names_every_command_and_how_it_ends() {
        Typed typed = Typed.with(Map.of(), "", "--help");
        assertThat(typed.status()).isZero();
        assertThat(typed.out()).contains("queue", "push", "take", "ack", "work", "rule", "override", "counters", "lock", "explain",
                "generate-completion", "3   no item, or no lock, in time");
        assertThat(Typed.with(Map.of(), "", "queue", "create", "--help").out()).contains("--max-items=N");
        assertThat(Typed.with(Map.of(), "", "generate-completion").out()).contains("complete -F");
    }
}
