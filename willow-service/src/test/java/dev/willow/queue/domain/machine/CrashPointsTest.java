package dev.willow.queue.domain.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.engine.RequestId;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.QueueView;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Verdict;
import dev.willow.queue.testing.Scene;
import dev.willow.queue.testing.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Willow dies between two steps that last: one in its log, one in the Limiter. Each row is one such place, and what is there after it.
///
/// | dies when | that is |
/// |---|---|
/// | asking | the Limiter was asked, and has not heard of it |
/// | let in | the Limiter has added the lease, and its answer is on its way |
/// | writing | the command was given to the log, and is not on disk |
/// | written | it is on disk, and was not applied |
/// | telling | it was applied, and the Limiter has not heard of it |
/// | told | the Limiter has done its part, and its answer is on its way |
/// | answered | the caller has its answer |
class CrashPointsTest {
    private static final String CHANNEL = "repo=willow,os=linux";
    private static final String OF_SAME_REPO = "repo=willow,os=mac";
    private static final Handling TWICE = new Handling(false, new Retries.Times(1), RetryPosition.FRONT, Scene.TIMEOUT);

    private final Scene scene = Scene.withQueue(new Capacity.AtMost(5));
    private final World world = scene.world;
    private Optional<RequestId> request = Optional.empty();

    /// @param waiting  items after the start, before anything else happens
    /// @param found    leases that the Limiter has then
    /// @param repaired leases when Willow and the Limiter have agreed
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            doing   | dies when | answered | waiting | processing | found | repaired
            enqueue | asking    | no       | 0       | 0          | 0     | 0
            enqueue | let in    | no       | 0       | 0          | 1     | 0
            enqueue | writing   | no       | 0       | 0          | 1     | 0
            enqueue | written   | no       | 1       | 0          | 1     | 1
            enqueue | answered  | yes      | 1       | 0          | 1     | 1
            dequeue | asking    | no       | 1       | 0          | 1     | 1
            dequeue | let in    | no       | 1       | 0          | 2     | 1
            dequeue | writing   | no       | 1       | 0          | 2     | 1
            dequeue | written   | no       | 0       | 1          | 2     | 2
            dequeue | answered  | yes      | 0       | 1          | 2     | 2
            ack     | writing   | no       | 0       | 1          | 2     | 2
            ack     | written   | no       | 0       | 0          | 2     | 0
            ack     | telling   | no       | 0       | 0          | 2     | 0
            ack     | told      | no       | 0       | 0          | 0     | 0
            ack     | answered  | yes      | 0       | 0          | 0     | 0
            fail    | writing   | no       | 0       | 1          | 2     | 2
            fail    | written   | no       | 1       | 0          | 2     | 1
            fail    | telling   | no       | 1       | 0          | 2     | 1
            fail    | told      | no       | 1       | 0          | 1     | 1
            fail    | answered  | yes      | 1       | 0          | 1     | 1
            expire  | writing   | no       | 0       | 1          | 2     | 2
            expire  | written   | no       | 1       | 0          | 2     | 1
            expire  | telling   | no       | 1       | 0          | 2     | 1
            expire  | told      | no       | 1       | 0          | 1     | 1
            drop    | writing   | no       | 1       | 0          | 1     | 1
            drop    | written   | no       | 0       | 0          | 1     | 0
            drop    | telling   | no       | 0       | 0          | 1     | 0
            drop    | told      | no       | 0       | 0          | 0     | 0
            drop    | answered  | yes      | 0       | 0          | 0     | 0
            """)
    void nothing_is_lost_and_no_lease_is_missing(
            String doing, String diesWhen, String answered, int waiting, int processing, int found, int repaired) {
        begin(doing);
        int written = reach(doing, diesWhen);
        assertThat(request.map(world::answer).isPresent()).as("answered").isEqualTo(answered.equals("yes"));

        world.restart(written);

        assertThat(counts()).as("items").containsExactly(waiting, processing);
        assertThat(world.limiter.leaseIds()).as("leases found").hasSize(found).containsAll(rightful());
        world.runToQuiet();
        assertThat(counts()).as("items").containsExactly(waiting, processing);
        assertThat(world.limiter.leaseIds()).as("leases repaired").hasSize(repaired).isEqualTo(rightful());
        workGoesOn(waiting + processing);
    }

    /// A change of what a queue may hold, which is a rule in the Limiter.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            dies when | holds | lets in
            writing   | 5     | 5
            written   | 2     | 2
            telling   | 2     | 2
            told      | 2     | 2
            answered  | 2     | 2
            """)
    void limit_of_a_queue_is_the_same_in_both(String diesWhen, long holds, int letsIn) {
        request = Optional.of(scene.next("set"));
        world.submit(new QueueCommand.SetQueue(request.get(), Scene.QUEUE, Optional.of(new Capacity.AtMost(2))));
        int written = reach("set", diesWhen);
        assertThat(world.answer(request.get()) != null).as("answered").isEqualTo(diesWhen.equals("answered"));

        world.restart(written);
        world.runToQuiet();

        assertThat(world.machine.queue(Scene.QUEUE).map(QueueView::capacity)).contains(new Capacity.AtMost(holds));
        int accepted = 0;
        for (int i = 0; i < 8; i++) {
            RequestId push = scene.push(CHANNEL, "item " + i, TWICE);
            world.runToQuiet();
            if (world.answer(push) instanceof QueueEvent.Accepted) accepted++;
        }
        assertThat(accepted).isEqualTo(letsIn);
    }

    private void begin(String doing) {
        world.limiter.limit("repo", 1);
        world.runToQuiet();
        switch (doing) {
            case "enqueue" -> request = Optional.of(scene.push(CHANNEL, "item", TWICE));
            case "dequeue" -> {
                scene.put(CHANNEL, "item", TWICE);
                request = Optional.of(scene.takeNow("*"));
            }
            case "ack" -> request = Optional.of(scene.ack(taken(), Verdict.SUCCESS));
            case "fail" -> request = Optional.of(scene.ack(taken(), Verdict.FAILURE));
            case "expire" -> {
                taken();
                world.pass(Scene.TIMEOUT);
            }
            case "drop" -> {
                scene.put(CHANNEL, "item", TWICE);
                request = Optional.of(scene.next("drop"));
                world.submit(new QueueCommand.DeleteChannel(request.get(), Scene.QUEUE, Scene.keys(CHANNEL)));
            }
            default -> throw new IllegalArgumentException(doing);
        }
    }

    private ItemId taken() {
        scene.put(CHANNEL, "item", TWICE);
        return scene.got("*").processing().item().id();
    }

    /// @return how many commands in the log are on disk and were not applied
    private int reach(String doing, String place) {
        boolean asksFirst = doing.equals("enqueue") || doing.equals("dequeue");
        if (asksFirst) {
            if (place.equals("asking")) return 0;
            assertThat(world.limiterNext()).isTrue();
            if (place.equals("let in")) return 0;
            assertThat(world.answerNext()).isTrue();
        }
        assertThat(world.waitingInLog()).hasSize(1);
        if (place.equals("writing")) return 0;
        if (place.equals("written")) return 1;
        assertThat(world.applyNext()).isTrue();
        if (asksFirst || place.equals("telling")) return 0;
        assertThat(world.limiterNext()).isTrue();
        if (place.equals("told")) return 0;
        assertThat(world.answerNext()).isTrue();
        return 0;
    }

    private List<Integer> counts() {
        QueueView queue = world.machine.queue(Scene.QUEUE).orElseThrow();
        return List.of(queue.waiting(), queue.processing());
    }

    /// The leases that items stand for: those that would be missing if there were none.
    private Set<String> rightful() {
        QueueEvent.Repair all = (QueueEvent.Repair) world.machine.reconcile(List.of()).events().getFirst();
        return all.missing().stream().map(Lease::id).collect(Collectors.toSet());
    }

    /// Each item comes once, one at a time as the rule says, and in the end nothing is left anywhere.
    private void workGoesOn(int items) {
        scene.put(OF_SAME_REPO, "another", TWICE);
        world.pass(Scene.TIMEOUT); // consumers that died with Willow, or were told nothing
        world.runToQuiet();
        for (int i = 0; i < items + 1; i++) {
            Delivery delivery = scene.got("*");
            assertThat(delivery).as("item %d", i).isNotNull();
            assertThat(scene.got("*")).as("the rule lets one run").isNull();
            scene.acked(delivery.processing().item().id(), Verdict.SUCCESS);
        }
        assertThat(scene.got("*")).isNull();
        assertThat(counts()).containsExactly(0, 0);
        assertThat(world.limiter.leaseIds()).isEmpty();
    }
}
