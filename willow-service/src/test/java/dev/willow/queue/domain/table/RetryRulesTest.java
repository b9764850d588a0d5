package dev.willow.queue.domain.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Fate;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.testing.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of an item that its consumer has no longer, in every case that there is.
class RetryRulesTest {
    /// The rules. A line rules every case that all its cells admit; `any` admits all. Waiting behind the item are nobody, or some of which
    /// the last is updateable or is not. The item itself is on its second attempt, and was overwritten once before the first.
    private static final List<Rule> RULES = Rule.read("""
            ends by           | position | updateable | behind it         | attempts       | becomes       | wait then               | its place
            success           | any      | any        | any               | any            | DONE          | others                  | -
            release           | any      | any        | any               | any            | TO_FRONT      | it, others              | its own
            failure, time-out | any      | any        | any               | used up        | USED_UP       | others                  | -
            failure, time-out | front    | no         | any               | left, for ever | TO_FRONT      | it, others              | its own
            failure, time-out | front    | yes        | nobody            | left, for ever | TO_FRONT      | it, others              | its own
            failure, time-out | front    | yes        | fixed, updateable | left, for ever | OVERTAKEN     | others                  | -
            failure, time-out | back     | any        | nobody, fixed     | left, for ever | TO_BACK       | others, it              | a new one
            failure, time-out | back     | any        | updateable        | left, for ever | REPLACED_LAST | others but the last, it | the last one's
            """);

    private static final String CHANNEL = "branch=main";

    private record Rule(Case admitted, Fate becomes, String waitThen, String place) {
        static List<Rule> read(String table) {
            return table.lines().skip(1).map(line -> {
                String[] cells = line.split("\\|");
                Arrays.setAll(cells, i -> cells[i].strip());
                return new Rule(new Case(cells[0], cells[1], cells[2], cells[3], cells[4]), Fate.valueOf(cells[5]), cells[6], cells[7]);
            }).toList();
        }

        boolean rules(Case each) {
            return admits(admitted.endsBy, each.endsBy) && admits(admitted.position, each.position)
                    && admits(admitted.updateable, each.updateable) && admits(admitted.behind, each.behind)
                    && admits(admitted.attempts, each.attempts);
        }

        private static boolean admits(String cell, String value) {
            return cell.equals("any") || List.of(cell.split(", ")).contains(value);
        }
    }

    private record Case(String endsBy, String position, String updateable, String behind, String attempts) {
        Handling handling() {
            Retries retries = switch (attempts) {
                case "used up" -> new Retries.Times(1);
                case "left" -> new Retries.Times(2);
                default -> new Retries.ForEver();
            };
            return new Handling(updateable.equals("yes"), retries, RetryPosition.valueOf(position.toUpperCase()), Scene.TIMEOUT);
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String endsBy : List.of("success", "failure", "time-out", "release"))
            for (String position : List.of("front", "back"))
                for (String updateable : List.of("yes", "no"))
                    for (String behind : List.of("nobody", "fixed", "updateable"))
                        for (String attempts : List.of("left", "used up", "for ever"))
                            cases.add(new Case(endsBy, position, updateable, behind, attempts));
        return cases;
    }

    @Test
    void every_case_is_ruled_by_exactly_one_line() {
        assertThat(cases()).hasSize(4 * 2 * 2 * 3 * 3)
                .allSatisfy(each -> assertThat(RULES.stream().filter(rule -> rule.rules(each))).hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void an_item_that_ends_or_comes_back_becomes_what_its_rule_says(Case each) {
        Rule rule = RULES.stream().filter(ruling -> ruling.rules(each)).findFirst().orElseThrow();
        Scene scene = Scene.withQueue();
        Item item = held(scene, each.handling());
        List<Item> others = others(scene, each.behind);

        assertThat(end(scene, item.id(), each.endsBy)).isEqualTo(rule.becomes);

        List<Item> waiting = waiting(scene);
        assertThat(waiting).extracting(Item::id).containsExactlyElementsOf(expected(rule.waitThen, item, others));
        checkThatOthersAreAsTheyWere(waiting, others);
        waiting.stream().filter(again -> again.id().equals(item.id())).forEach(again -> {
            checkPlace(rule.place, again, item, others);
            assertThat(again.updates()).as("Updates").isEqualTo(1);
            assertThat(again.payload()).isEqualTo(item.payload());
            assertThat(again.handling()).isEqualTo(item.handling());
        });
        assertThat(scene.world.limiter.leaseIds()).as("a place in the queue for each that waits, and none for one that runs")
                .containsExactlyInAnyOrderElementsOf(waiting.stream().map(left -> left.id().value()).toList());
        checkAttemptsOfNextHandOuts(scene, item.id(), each.endsBy.equals("release") ? 2 : 3);
    }

    /// Overwritten once, tried once, and with a consumer for the second time.
    private static Item held(Scene scene, Handling handling) {
        scene.put(CHANNEL, "overwritten", Scene.updateable());
        ItemId id = scene.put(CHANNEL, "it", handling);
        scene.got("*");
        scene.acked(id, Verdict.FAILURE);
        Delivery again = scene.got("*");
        assertThat(again.processing().attempt()).isEqualTo(2);
        return again.processing().item();
    }

    private static List<Item> others(Scene scene, String kind) {
        if (!kind.equals("nobody")) scene.put(CHANNEL, "first behind it");
        switch (kind) {
            case "updateable" -> {
                scene.put(CHANNEL, "last, before its update", Scene.updateable());
                scene.put(CHANNEL, "last", Scene.updateable());
            }
            case "fixed" -> scene.put(CHANNEL, "last");
            default -> {}
        }
        scene.put("branch=other", "elsewhere");
        scene.acked(scene.got("branch=other").processing().item().id(), Verdict.SUCCESS);
        return waiting(scene);
    }

    private static Fate end(Scene scene, ItemId item, String endsBy) {
        return switch (endsBy) {
            case "success" -> acked(scene, item, Verdict.SUCCESS);
            case "failure" -> acked(scene, item, Verdict.FAILURE);
            case "release" -> acked(scene, item, Verdict.RELEASE);
            default -> timedOut(scene);
        };
    }

    private static Fate acked(Scene scene, ItemId item, Verdict verdict) {
        return ((QueueEvent.Acked) scene.acked(item, verdict)).fate();
    }

    private static Fate timedOut(Scene scene) {
        scene.world.pass(Scene.TIMEOUT.minus(Duration.ofNanos(1)));
        assertThat(scene.world.hasLog()).as("not yet").isFalse();
        scene.world.pass(Duration.ofNanos(1));
        scene.world.runToQuiet();
        return scene.world.timedOut().getLast().fate();
    }

    private static List<ItemId> expected(String waitThen, Item item, List<Item> others) {
        return Stream.of(waitThen.split(", ")).flatMap(part -> switch (part) {
            case "it" -> Stream.of(item.id());
            case "others" -> others.stream().map(Item::id);
            case "others but the last" -> others.subList(0, others.size() - 1).stream().map(Item::id);
            default -> throw new AssertionError(part);
        }).toList();
    }

    private static void checkThatOthersAreAsTheyWere(List<Item> waiting, List<Item> others) {
        List<ItemId> ids = others.stream().map(Item::id).toList();
        assertThat(others).containsAll(waiting.stream().filter(each -> ids.contains(each.id())).toList());
    }

    private static void checkPlace(String place, Item again, Item before, List<Item> others) {
        switch (place) {
            case "its own" -> assertThat(List.of(again.place(), again.since())).isEqualTo(List.of(before.place(), before.since()));
            case "the last one's" ->
                    assertThat(List.of(again.place(), again.since())).isEqualTo(List.of(others.getLast().place(), others.getLast().since()));
            case "a new one" -> {
                assertThat(again.place()).isGreaterThan(before.place());
                assertThat(others).allSatisfy(other -> assertThat(again.place()).isGreaterThan(other.place()));
            }
            default -> throw new AssertionError(place);
        }
    }

    private static void checkAttemptsOfNextHandOuts(Scene scene, ItemId item, int attempt) {
        for (Delivery next = scene.got("*"); next != null; next = scene.got("*"))
            assertThat(next.processing().attempt()).as(Scene.text(next)).isEqualTo(next.processing().item().id().equals(item) ? attempt : 1);
    }

    private static List<Item> waiting(Scene scene) {
        return scene.channelPicture(CHANNEL).map(channel -> channel.waiting()).orElse(List.of());
    }
}
