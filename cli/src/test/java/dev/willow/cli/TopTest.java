package dev.willow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.FakeService;
import dev.willow.client.FakeService.Asked;
import dev.willow.client.FakeService.Told;
import dev.willow.common.json.WillowJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopTest {
    private static final String QUEUE = """
            {"Spec": {"DBDefinition": {"Name": "%s"}, "Properties": {"MaxItems": 10}},
             "State": {"Channels": %d, "Waiting": %d, "Processing": 1, "Consumers": 0}}""";
    private static final String EXPLANATION = """
            {"Waiting": 9, "Processing": 1, "WouldBeServed": false,
             "Channels": {"Matching": 3, "NothingWaiting": 0, "BeingAskedFor": 0, "HeldBack": 2, "Ready": 1},
             "Reasons": [{"Code": "limit-reached", "Detail": "d", "Rule": "per branch", "Override": "main", "Group": {"branch": "main"},
                          "Limit": 1, "Count": 1, "Channels": 2}, {"Code": "no-consumer-waiting", "Detail": "d"}]}""";
    private static final String OF_ITEM = """
            {"Waiting": 9, "Processing": 1, "Reasons": [], "HeldBy": {"RequestID": "worker-7", "Address": "10.0.0.7"}}""";
    private static final String CHANNELS = """
            [{"Spec": {"DBDefinition": {"KeyValues": {"branch": "dev"}}}, "State": {"ID": "a", "Waiting": 2, "Processing": 0}},
             {"Spec": {"DBDefinition": {"KeyValues": {"branch": "main"}}}, "State": {"ID": "b", "Waiting": 7, "Processing": 1}}]""";
    private static final String COUNTERS = """
            [{"Spec": {"DBDefinition": {"KeyValues": {"branch": "main", "_willow_queue_name": "builds", "_willow_running": "true"}},
                       "Properties": {"Counters": 1}}, "State": {"ID": "c", "Leases": ["i1/h1"]}}]""";
    private static final String RULES = """
            [{"Spec": {"DBDefinition": {"Name": "per branch", "GroupByKeyValues": {"branch": {"Type": 1024}}}, "Properties": {"Limit": 4}},
              "State": {"ID": "r", "Overrides": []}},
             {"Spec": {"DBDefinition": {"Name": "nightly", "GroupByKeyValues": {"night": {"Type": 1024}}}, "Properties": {"Limit": 3, "Paused": true}},
              "State": {"ID": "s", "Overrides": []}}]""";
    private static final String ASKED = """
            {"Allowed": true, "Overridden": [], "Asked": [
               {"Rule": "per branch", "Limit": 4, "Paused": false, "Count": 3, "Group": {"branch": "main"}, "Verdict": "fits", "InLine": 1, "Leases": []}]}""";

    private static String answer(Asked asked) {
        return switch (asked.target().replaceFirst("^/v1/", "")) {
            case "queues" -> "[" + QUEUE.formatted("builds", 3, 9) + "]";
            case "queues/builds" -> QUEUE.formatted("builds", 3, 9);
            case "queues/builds/explain" -> asked.body().contains("ItemID") ? OF_ITEM : EXPLANATION;
            case "limiter/rules/query" -> RULES;
            case "limiter/counters/query" -> COUNTERS;
            case "limiter/explain" -> ASKED;
            default -> CHANNELS;
        };
    }

    private static FakeService services() {
        return answering(TopTest::answer);
    }

    private static FakeService answering(Function<Asked, String> body) {
        return FakeService.answering(asked -> new Told(200, Map.of(), body.apply(asked)));
    }

    @Test
    void who_is_not_at_a_terminal_sees_one_look() {
        try (FakeService services = services()) {
            Typed typed = Typed.at(services, "top");
            assertThat(typed.err()).isEmpty();
            assertThat(typed.status()).isZero();
            assertThat(typed.out()).isEqualTo("""
                    QUEUE   WAITING    PROCESSING    CONSUMERS  CHANNELS  HELD BACK  READY  MAX
                    builds  9          1             0          3         2          1      10, full

                    BLOCKED IN  BY                 GROUP        CHANNELS  WHY
                    builds      per branch / main  branch=main  2         limit-reached, 1 of 1

                    LIMIT       GROUP        TAKEN   IN LINE
                    per branch  branch=main  3 of 4  1
                    nightly                  ? of 3           paused

                    RUNNING  CHANNEL      ITEM  SEEN FOR  HELD BY
                    builds   branch=main  i1    0s        request worker-7 from 10.0.0.7

                    CHANNEL      QUEUE   WAITING  PROCESSING
                    branch=main  builds  7        1
                    branch=dev   builds  2        0
                    """);
        }
    }

    @Test
    void the_second_look_tells_what_changed_and_for_how_long_an_item_was_seen_and_asks_no_more_who_has_it() {
        AtomicInteger waiting = new AtomicInteger(9);
        AtomicInteger askedWho = new AtomicInteger();
        try (FakeService services = answering(asked -> {
            if (asked.body().contains("ItemID")) askedWho.incrementAndGet();
            return asked.target().equals("/v1/queues") ? "[" + QUEUE.formatted("builds", 3, waiting.getAndAdd(12)) + "]" : answer(asked);
        })) {
            String out = Typed.at(services, "top", "--looks", "2", "--every", "4s").out();
            assertThat(out).containsOnlyOnce("+3.0/s").contains("builds  21       +3.0/s").containsPattern("i1 +4s +request worker-7");
            assertThat(askedWho).hasValue(1);
        }
    }

    @Test
    void machines_get_a_document_for_each_look() {
        try (FakeService services = services()) {
            List<String> looks = Typed.at(services, "top", "builds", "--json", "--looks", "2").out().lines().toList();
            assertThat(looks).hasSize(2);
            assertThat(WillowJson.mapper().readTree(looks.getLast()).at("/SinceLast").asLong()).isEqualTo(2_000_000_000L);
            assertThat(WillowJson.mapper().readTree(looks.getLast()).at("/Running/0/HeldBy/RequestID").asString()).isEqualTo("worker-7");
        }
    }

    @Test
    void a_hundred_thousand_channels_cost_a_bounded_number_of_calls_and_what_was_not_looked_at_is_said() {
        String queues = IntStream.range(0, 30).mapToObj(i -> QUEUE.formatted("q" + i, 100_000, 1_000_000 - i)).collect(Collectors.joining(",", "[", "]"));
        String counters = IntStream.range(0, 200).mapToObj(i -> COUNTERS.replace("main", "b" + i).replace("\"c\"", "\"c" + i + "\"")
                .replaceAll("^\\[|\\]\\s*$", "").strip()).collect(Collectors.joining(",", "[", "]"));
        String rules = IntStream.range(0, 200).mapToObj(i -> RULES.replaceAll("per branch|nightly", "$0 " + i).replaceAll("^\\[|\\]\\s*$", "").strip())
                .collect(Collectors.joining(",", "[", "]"));
        try (FakeService services = FakeService.answering(asked -> new Told(200,
                asked.target().endsWith("/query") ? Map.of("X-Next-Cursor", "n") : Map.of(),
                asked.target().equals("/v1/queues") ? queues
                        : asked.target().equals("/v1/limiter/counters/query") ? counters
                        : asked.target().equals("/v1/limiter/rules/query") ? rules
                        : asked.target().startsWith("/v1/queues/q") && asked.target().endsWith("explain") ? EXPLANATION : answer(asked)))) {
            Typed all = Typed.at(services, "top");
            assertThat(all.err()).isEmpty();
            assertThat(all.out()).contains(
                    "not looked at: channels and limits of 25 further queues", "not looked at: channels of q0 beyond the first 2 of 100000",
                    "not looked at: items that run, beyond the first 200 counters", "not looked at: rules beyond the first 200",
                    "not looked at: groups of 180 further counters", "... and 10 more");
            List<Asked> calls = services.calls();
            assertThat(calls).hasSizeLessThan(70).filteredOn(call -> call.target().endsWith("/query")).allMatch(call -> call.body().contains("\"Limit\""));
            Typed.at(services, "top", "builds");
            assertThat(services.calls()).hasSizeLessThan(70).filteredOn(call -> call.target().endsWith("channels/query")).hasSize(5);
        }
    }

    @Test
    void a_service_that_is_away_is_said_and_looked_for_again() {
        AtomicInteger rules = new AtomicInteger();
        try (FakeService services = FakeService.answering(asked -> {
            boolean isAway = asked.target().startsWith("/v1/limiter") && rules.get() == 0 || asked.target().startsWith("/v1/queues") && rules.get() == 1;
            if (asked.target().startsWith("/v1/limiter")) rules.incrementAndGet();
            return isAway ? new Told(503, Map.of(), "{\"title\": \"t\", \"status\": 503, \"detail\": \"it is starting\"}") : new Told(200, Map.of(), answer(asked));
        })) {
            Typed once = Typed.at(services, "top", "--once");
            assertThat(once.out()).startsWith("away: Limiter: it is starting\n").contains("builds  9 ").doesNotContain("RUNNING");
            assertThat(once.status()).isEqualTo(Exit.REFUSED);
            Typed again = Typed.at(services, "top", "--looks", "2");
            assertThat(again.out()).startsWith("away: Willow: it is starting\n").containsOnlyOnce("away").contains("QUEUE ", "RUNNING ");
            assertThat(again.status()).isZero();
        }
    }

    @Test
    void a_terminal_is_drawn_over_in_its_size_and_is_afterwards_as_it_was() {
        try (FakeService services = services()) {
            String out = Typed.seen(new Screen.Size(12, 40), services, "top", "--looks", "3", "--color", "never").out();
            assertThat(out).startsWith("\033[?1049h\033[?25l\033[H").endsWith("\033[J\033[?25h\033[?1049l");
            String[] looks = out.split("\033\\[H");
            assertThat(looks).hasSize(4);
            List<String> lines = new ArrayList<>(List.of(looks[3].split("\r\n")));
            assertThat(lines).hasSize(12).allMatch(line -> Width.of(line.replaceAll("\033\\[\\??[0-9]*[A-Zhl]", "")) <= 40);
            assertThat(lines.getFirst()).startsWith("willow top, every 2s; Ctrl-C ends it");
            assertThat(lines).anyMatch(line -> line.startsWith("builds ") && line.contains("…"));
        }
    }

    @Test
    void a_terminal_is_as_it_was_also_when_the_queue_goes_away_meanwhile() {
        AtomicInteger looks = new AtomicInteger();
        try (FakeService services = FakeService.answering(asked -> asked.target().equals("/v1/queues/builds") && looks.incrementAndGet() == 2
                ? new Told(404, Map.of(), "{\"title\": \"t\", \"status\": 404, \"detail\": \"there is no queue builds\"}")
                : new Told(200, Map.of(), answer(asked)))) {
            Typed typed = Typed.seen(new Screen.Size(24, 80), services, "top", "builds", "--color", "never");
            assertThat(typed.out()).endsWith("\033[?25h\033[?1049l");
            assertThat(typed.err()).isEqualTo("willow: there is no queue builds\n");
            assertThat(typed.status()).isEqualTo(Exit.REFUSED);
            looks.set(1);
            assertThat(Typed.seen(new Screen.Size(24, 80), services, "top", "builds").out()).isEmpty();
        }
    }
}
