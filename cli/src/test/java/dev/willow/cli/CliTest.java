package dev.willow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Asked;
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
    private static final String RULE = """
            {"Spec": {"DBDefinition": {"Name": "per branch", "GroupByKeyValues": {"branch": {"Type": 1024}}}, "Properties": {"Limit": 1}},
             "State": {"ID": "r1", "Overrides": [
               {"Spec": {"DBDefinition": {"Name": "main", "GroupByKeyValues": {"branch": "main"}}, "Properties": {"Limit": -1, "Paused": true}},
                "State": {"ID": "o1"}}]}}""";
    private static final String PROBLEM = """
            {"type": "urn:willow:problem:unknown-queue", "title": "Unknown queue", "status": 404, "detail": "there is no queue nope"}""";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            queue create builds --max-items 50   | POST /v1/queues                                | {"Spec":{"DBDefinition":{"Name":"builds"},"Properties":{"MaxItems":50}}}
            queue set builds --max-items -1      | PUT /v1/queues/builds                          | {"MaxItems":-1}
            queue delete builds                  | DELETE /v1/queues/builds                       |
            ack builds i1                        | POST /v1/queues/builds/channels/items/ack      | {"ItemID":"i1","Success":true,"Release":false}
            ack builds i1 --failed --token 7     | POST /v1/queues/builds/channels/items/ack      | {"ItemID":"i1","Success":false,"Release":false,"FencingToken":7}
            ack builds i1 --release              | POST /v1/queues/builds/channels/items/ack      | {"ItemID":"i1","Release":true}
            channel delete builds os=mac         | DELETE /v1/queues/builds/channels              | {"KeyValues":{"os":{"Type":13,"Data":"mac"}}}
            channel delete builds --where os=mac | DELETE /v1/queues/builds/channels?many=true    | {"AND":[{"Selections":{"KeyValues":{"os":{"Value":{"Type":13,"Data":"mac"},"Comparison":"=","TypeRestrictions":{"MinDataType":13,"MaxDataType":13}}}}}]}
            heartbeat builds i1 --token 7 --json | POST /v1/queues/builds/channels/items/heartbeat | {"ItemID":"i1","FencingToken":7}
            counters add seat=1                  | PUT /v1/limiter/counters?wait=0                | {"Spec":{"DBDefinition":{"KeyValues":{"seat":{"Type":13,"Data":"1"}}},"Properties":{"Counters":1}}}
            counters add s=1 --by 2 --lease a --timeout 1s --wait 3s | PUT /v1/limiter/counters?wait=3000000000 | {"Spec":{"DBDefinition":{"KeyValues":{"s":{"Type":13,"Data":"1"}}},"Properties":{"Counters":2,"Lease":{"ID":"a","Timeout":1000000000}}}}
            counters subtract s=1 --lease a      | PUT /v1/limiter/counters?wait=0                | {"Spec":{"DBDefinition":{"KeyValues":{"s":{"Type":13,"Data":"1"}}},"Properties":{"Counters":-1,"Lease":{"ID":"a","Timeout":0}}}}
            counters set s=1 --to 5              | PUT /v1/limiter/counters/set                   | {"Spec":{"DBDefinition":{"KeyValues":{"s":{"Type":13,"Data":"1"}}},"Properties":{"Counters":5}}}
            lock release --session s1            | DELETE /v1/sessions/s1                         |
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
                : line.startsWith("heartbeat") ? "{\"Superseded\": true}"
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
    void a_counter_without_room_is_an_end_of_its_own() {
        String reached = "{\"title\": \"x\", \"status\": 409, \"detail\": \"the rule allows 1\", \"type\": \"urn:willow:problem:limit-reached\"}";
        try (FakeService service = FakeService.answering(409, reached)) {
            Typed typed = Typed.at(service, "counters", "add", "seat=1");
            assertThat(typed.err()).startsWith("willow: ").contains("the rule allows 1").hasLineCount(1);
            assertThat(typed.status()).isEqualTo(Exit.NOT_IN_TIME);
        }
    }

    @Test
    void nothing_in_time_is_an_end_of_its_own() {
        try (FakeService service = FakeService.answering(204, "")) {
            assertThat(Typed.at(service, "take", "builds")).isEqualTo(new Typed(Exit.NOT_IN_TIME, "", ""));
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
            channel delete builds                   | what is to be deleted
            channel delete builds os=a --where os=a | what is to be deleted
            channel list builds --limit 0           | --limit must be at least 1
            counters add                            | KEY=VALUE
            counters add s=1 --by 0                 | --by must be at least 1
            counters add s=1 --timeout 1s           | --lease
            counters set s=1                        | --to
            lock                                    | which lock
            backup                                  | DIR
            backup there everything                 | 'everything' is none of willow, limiter, locker
            restore                                 | DIR
            lock release                            | HOLD
            lock release h --session s              | HOLD
            rule explain                            | KEY=VALUE
            queue list --color sometimes            | auto, always, never
            top --every 0                           | --every must be positive
            top --looks 0                           | --looks must be at least 1
            top --once --looks 2                    | --once or --looks
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
        assertThat(typed.out()).contains("queue", "push", "take", "ack", "work", "rule", "override", "counters", "lock", "explain", "top", "backup", "restore", "channel", "heartbeat",
                "generate-completion", "3   no item, no lock or no room, in time");
        assertThat(Typed.with(Map.of(), "", "queue", "create", "--help").out()).contains("--max-items=N");
        assertThat(Typed.with(Map.of(), "", "generate-completion").out()).contains("complete -F", "top", "down");
    }
}
