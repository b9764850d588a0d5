package dev.willow.queue.domain.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Fate;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.testing.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of item A, which a consumer has while others may wait behind it. Others are written in their order; `b` and `c` are
/// fixed, `B` and `C` updateable. `left` says whether A has attempts left.
class RetryRulesTest {
    private static final String CHANNEL = "branch=main";

    @ParameterizedTest(name = "{0}, {1}, updateable {2}, left {3}, behind it {4}: {5}, then waiting {6}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # ends by | position | updateable | left | others | fate          | waiting
              success | front    | no         | yes  | -      | DONE          | -
              success | front    | yes        | yes  | b      | DONE          | b
              success | back     | no         | yes  | B      | DONE          | B
              success | back     | yes        | yes  | bC     | DONE          | bC

              failure | front    | no         | no   | -      | USED_UP       | -
              failure | front    | yes        | no   | b      | USED_UP       | b
              failure | back     | no         | no   | B      | USED_UP       | B
              failure | back     | yes        | no   | bc     | USED_UP       | bc
              failure | front    | no         | yes  | -      | TO_FRONT      | a
              failure | front    | yes        | yes  | -      | TO_FRONT      | A
              failure | front    | no         | yes  | b      | TO_FRONT      | ab
              failure | front    | no         | yes  | B      | TO_FRONT      | aB
              failure | front    | no         | yes  | bC     | TO_FRONT      | abC
              failure | front    | yes        | yes  | b      | OVERTAKEN     | b
              failure | front    | yes        | yes  | B      | OVERTAKEN     | B
              failure | front    | yes        | yes  | bc     | OVERTAKEN     | bc
              failure | back     | no         | yes  | -      | TO_BACK       | a
              failure | back     | yes        | yes  | -      | TO_BACK       | A
              failure | back     | no         | yes  | b      | TO_BACK       | ba
              failure | back     | yes        | yes  | b      | TO_BACK       | bA
              failure | back     | no         | yes  | B      | REPLACED_LAST | a
              failure | back     | yes        | yes  | B      | REPLACED_LAST | A
              failure | back     | no         | yes  | bC     | REPLACED_LAST | ba
              failure | back     | yes        | yes  | bc     | TO_BACK       | bcA

              timeout | front    | no         | no   | b      | USED_UP       | b
              timeout | back     | yes        | no   | -      | USED_UP       | -
              timeout | front    | no         | yes  | b      | TO_FRONT      | ab
              timeout | front    | yes        | yes  | b      | OVERTAKEN     | b
              timeout | front    | yes        | yes  | -      | TO_FRONT      | A
              timeout | back     | no         | yes  | b      | TO_BACK       | ba
              timeout | back     | no         | yes  | bC     | REPLACED_LAST | ba
              timeout | back     | yes        | yes  | B      | REPLACED_LAST | A

              release | front    | no         | no   | -      | TO_FRONT      | a
              release | front    | no         | no   | b      | TO_FRONT      | ab
              release | front    | yes        | yes  | b      | TO_FRONT      | Ab
              release | back     | no         | no   | b      | TO_FRONT      | ab
              release | back     | yes        | yes  | B      | TO_FRONT      | AB
            """)
    void an_item_that_comes_back_goes_where_its_rules_say(
            String endsBy, String position, String updateable, String left, String others, Fate fate, String waiting) {
        Scene scene = Scene.withQueue();
        boolean isUpdateable = updateable.equals("yes");
        Retries retries = new Retries.Times(left.equals("yes") ? 1 : 0);
        Handling handling = new Handling(isUpdateable, retries, RetryPosition.valueOf(position.toUpperCase()), Scene.TIMEOUT);
        ItemId item = scene.put(CHANNEL, isUpdateable ? "A" : "a", handling);
        Delivery had = scene.got("*");
        for (String other : letters(others))
            scene.put(CHANNEL, other, Character.isUpperCase(other.charAt(0)) ? Scene.updateable() : Scene.fixed());

        Fate became = end(scene, item, endsBy);

        assertThat(became).isEqualTo(fate);
        assertThat(scene.waiting(CHANNEL)).isEqualTo(letters(waiting));
        assertThat(scene.world.limiter.leaseIds()).as("one place for each that waits, none for a running one").hasSize(letters(waiting).size());
        if (letters(waiting).stream().anyMatch(text -> text.equalsIgnoreCase("a"))) {
            int attempt = attemptOf(scene, item);
            assertThat(attempt).isEqualTo(had.processing().attempt() + (endsBy.equals("release") ? 0 : 1));
        }
    }

    private static Fate end(Scene scene, ItemId item, String endsBy) {
        if (!endsBy.equals("timeout")) {
            var answer = scene.acked(item, Verdict.valueOf(endsBy.toUpperCase()));
            return ((QueueEvent.Acked) answer).fate();
        }
        scene.world.pass(Scene.TIMEOUT.minus(Duration.ofNanos(1)));
        assertThat(scene.world.hasLog()).as("not yet").isFalse();
        scene.world.pass(Duration.ofNanos(1));
        QueueTable replica = new QueueTable(TableWatcher.NONE);
        replica.restore(scene.world.machine.capture());
        List<QueueEvent> events = replica.apply(scene.world.waitingInLog().getFirst(), scene.world.now);
        scene.world.runToQuiet();
        return events.stream().filter(QueueEvent.TimedOut.class::isInstance).map(event -> ((QueueEvent.TimedOut) event).fate()).findFirst().orElseThrow();
    }

    /// The attempt that the item's next consumer gets.
    private static int attemptOf(Scene scene, ItemId item) {
        while (true) {
            Delivery next = scene.got("*");
            if (next.processing().item().id().equals(item)) return next.processing().attempt();
        }
    }

    private static List<String> letters(String text) {
        return text == null ? List.of() : List.of(text.split(""));
    }
}
