package dev.willow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Asked;
import dev.willow.client.FakeService.Told;
import dev.willow.common.json.WillowJson;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What people see of the answers.
@Timeout(60)
class AnswersTest {
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
    void locks_are_listed_with_their_holders_and_one_is_released_by_the_session_that_has_it() {
        String lock = """
                [{"Spec": {"DBDefinition": {"KeyValues": {"deploy": "prod"}}, "Properties": {"Timeout": 5000000000, "Mode": "shared", "Owner": "ci"}},
                  "State": {"LockID": "h1", "SessionID": "s1", "FencingToken": 7, "TimeTillExpire": 4000000000, "LocksHeldOrWaiting": 2}}]""";
        try (FakeService service = FakeService.answering(asked -> asked.method().equals("DELETE") ? new Told(204, Map.of(), "") : new Told(200, Map.of(), lock))) {
            assertThat(Typed.at(service, "lock", "list").out()).isEqualTo("""
                    LOCK         MODE    OWNER  TOKEN  EXPIRES IN  IN USE OR LINE  HOLD  SESSION
                    deploy=prod  shared  ci     7      4s          2               h1    s1
                    """);
            service.calls();
            assertThat(Typed.at(service, "lock", "release", "h1").out()).isEqualTo("released\n");
            assertThat(service.calls()).extracting(Asked::target, Asked::body).containsExactly(
                    tuple("/v1/locks/query", "{\"Selections\":{\"IDs\":[\"h1\"],\"KeyValues\":{}}}"), tuple("/v1/locks/h1", "{\"SessionID\":\"s1\"}"));
        }
    }

    @Test
    void rules_say_whether_one_more_would_be_let_in() {
        String explained = """
                {"Allowed": false, "Asked": [{"Rule": "r", "Limit": 1, "Paused": false, "Count": 1, "Group": {"os": "mac"}, "Verdict": "limit-reached",
                                              "InLine": 2, "Leases": ["i1"], "Change": "1 would have to be given back"}],
                 "Overridden": [{"Rule": "s", "Limit": -1, "Paused": false, "Count": 5, "Group": {}, "Verdict": "overridden", "InLine": 0, "Leases": []}]}""";
        try (FakeService service = FakeService.answering(200, explained)) {
            assertThat(Typed.at(service, "rule", "explain", "os=mac").out()).isEqualTo("""
                    one more would not be let in
                    RULE  OVERRIDE  GROUP   TAKEN           IN LINE
                    r               os=mac  1 of 1          2        limit-reached
                    s                       5 of unlimited           overridden
                    1 would have to be given back
                    """);
        }
    }

    @Test
    void an_explanation_names_all_that_is_known() {
        String why = """
                {"Position": 2, "Waiting": 3, "Processing": 1, "HeldBy": {"RequestID": "w1", "Address": "10.0.0.1"},
                 "Channels": {"Matching": 7, "NothingWaiting": 1, "BeingAskedFor": 0, "HeldBack": 4, "Ready": 2}, "WouldBeServed": false,
                 "Reasons": [{"Code": "limit-reached", "Detail": "the rule allows 3", "KeyValues": {"os": "mac"}, "Rule": "r", "Group": {"os": "mac"},
                   "Limit": 3, "Count": 3, "Items": ["i1"], "Unnamed": 1, "Channels": 4, "Change": "1 would have to be given back",
                   "Holders": [{"Lease": "by hand"}, {"Lease": "i1/h", "ItemID": "i1", "Queue": "deploys", "KeyValues": {"os": "mac"}, "Attempt": 2,
                                "Consumer": {"RequestID": "w2", "Address": "10.0.0.2"}}]}]}""";
        try (FakeService service = FakeService.answering(200, why)) {
            assertThat(Typed.at(service, "explain", "builds").out()).isEqualTo("""
                    position 2, 3 waiting, 1 in processing
                    7 channels: 2 ready, 4 held back, 0 being asked for, 1 with nothing waiting
                    a consumer that came now would get nothing
                    held by request w1 from 10.0.0.1
                    limit-reached: the rule allows 3
                        channel   os=mac, one of 4 that it holds back
                        group     os=mac
                        held by   the lease by hand, which is no item's
                        held by   item i1 of deploys, os=mac, attempt 2, request w2 from 10.0.0.2
                        held by   1 more, without a lease of their own here
                        to change 1 would have to be given back
                    """);
            String json = Typed.at(service, "explain", "builds", "--json").out();
            assertThat((Object) WillowJson.mapper().readTree(json).at("/Reasons/0/Holders/1/Consumer/RequestID").asString()).isEqualTo("w2");
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
}
