package dev.willow.simulation;

import dev.willow.queue.domain.Lease;
import dev.willow.simulation.model.LimitModel;
import dev.willow.simulation.model.LockModel;
import dev.willow.simulation.model.QueueModel;
import dev.willow.simulation.network.Network;
import dev.willow.simulation.node.Judge;
import dev.willow.simulation.node.Node;
import dev.willow.simulation.node.Violation;
import dev.willow.simulation.service.Defect;
import dev.willow.simulation.service.LimiterService;
import dev.willow.simulation.service.LockerService;
import dev.willow.simulation.service.Places;
import dev.willow.simulation.service.WillowService;
import dev.willow.simulation.time.Chance;
import dev.willow.simulation.time.Life;
import dev.willow.simulation.time.Timeline;
import dev.willow.simulation.time.Trace;
import dev.willow.simulation.user.Consumer;
import dev.willow.simulation.user.LimiterUser;
import dev.willow.simulation.user.LockUser;
import dev.willow.simulation.user.Operator;
import dev.willow.simulation.user.Producer;
import dev.willow.simulation.user.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// All that happens by one seed.
///
/// ```
/// prepare ──► play, under faults ──► all is well, users end what they began ──► the rest is worked off ──► nothing is left
///                                            └── the services agree
/// ```
public final class Run {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration AGREED_WITHIN = Duration.ofSeconds(5);
    /// All that users do by themselves has come to an end.
    private static final Duration USERS_END_WITHIN = Duration.ofSeconds(40);
    /// No call of before is under way, and nothing is in doubt any more.
    private static final Duration NO_MORE_DOUBT = Duration.ofSeconds(45);

    private final Judge judge = new Judge();
    private final Chance chance;
    private final Timeline timeline;
    private final Network network;
    private final Stage stage;
    private final List<Node<?, ?, ?, ?>> services;
    private final Life world;
    private final Faults faults;
    private long changesSeen = -1;

    private Run(long seed, Defect defect, Trace trace) {
        chance = new Chance(seed);
        timeline = new Timeline(chance, trace);
        network = new Network(timeline);
        world = new Life(timeline, "world");
        LockModel locks = new LockModel(timeline, judge);
        LimitModel limits = new LimitModel(timeline, judge);
        QueueModel queues = new QueueModel(timeline, judge);
        LockerService locker = new LockerService(timeline, judge, locks, defect);
        LimiterService limiter = new LimiterService(timeline, network, judge, limits, locker, defect);
        WillowService willow = new WillowService(timeline, network, judge, queues, limiter, defect);
        stage = new Stage(timeline, network, judge, locker, limiter, willow, locks, limits, queues);
        services = List.of(locker, limiter, willow);
        faults = new Faults(world, network, services);
    }

    /// What came of a seed.
    ///
    /// @param hash of all that happened
    public record Result(long seed, long steps, long hash, Optional<Violation> violation) {}

    public static Result of(long seed, Defect defect, Trace trace) {
        Run run = new Run(seed, defect, trace);
        try {
            run.play();
        } catch (Violation violation) {
            run.judge.blame(violation);
        } catch (RuntimeException defective) {
            run.judge.blame(new Violation("step " + run.timeline.steps() + " failed: " + defective, defective));
        }
        return new Result(seed, run.timeline.steps(), trace.hash(), run.judge.verdict());
    }

    private void play() {
        services.forEach(Node::start);
        Operator operator = new Operator(stage);
        operator.prepare();
        until(operator::isReady, "the queue and the rules are made");

        for (int i = chance.from(1, 2); i > 0; i--) new Producer(stage).start();
        for (int i = chance.from(1, 3); i > 0; i--) new Consumer(stage).start();
        for (int i = chance.from(0, 2); i > 0; i--) new LockUser(stage).start();
        for (int i = chance.from(0, 1); i > 0; i--) new LimiterUser(stage).start();
        operator.start();
        faults.begin();
        pass(chance.millis(4_000, 15_000));

        world.tell("all is well again");
        faults.end();
        stage.turnTo(Stage.Mood.ENDING);
        pass(USERS_END_WITHIN);
        until(this::isCalm, "nothing is under way");
        agree();
        operator.clearUp();
        for (int i = 0; i < 2; i++) Consumer.drainer(stage).start();
        until(stage.queues::isEmpty, "all items are worked off");
        pass(NO_MORE_DOUBT);
        agree();
        stage.limits.checkEmpty();
        judge.require(stage.limiter.table().sums().isEmpty(), () -> "all is done, and sums are left: " + stage.limiter.table().sums());
        found();
    }

    /// The Limiter has what the items stand for, and what users have asked for by themselves.
    private void agree() {
        long end = timeline.now() + AGREED_WITHIN.toNanos();
        until(() -> isCalm() || timeline.now() > end, "nothing is under way");
        stage.limits.checkAgreement(places(), stage.askedFor.stream().map(LimitModel.Held::lease).collect(Collectors.toSet()));
        found();
    }

    private boolean isCalm() {
        return network.underWay() == 0 && services.stream().allMatch(Node::isWhole);
    }

    private void pass(Duration time) {
        boolean[] isOver = {false};
        world.after(time, "time is over", () -> isOver[0] = true);
        until(() -> isOver[0], "time passes");
    }

    private void until(BooleanSupplier condition, String what) {
        while (!condition.getAsBoolean()) {
            if (!timeline.step()) throw new Violation("nothing happens any more before " + what);
            if (timeline.now() > LONGEST.toNanos())
                throw new Violation("it takes too long until " + what + ": " + stage.limits + ", " + places());
            check();
        }
    }

    /// After every step.
    private void check() {
        found();
        long changes = stage.limiter.history().changes() + stage.willow.history().changes();
        if (changes == changesSeen) return;
        changesSeen = changes;
        stage.limits.check(places());
        if (stage.limiter.isWhole()) stage.limits.checkSums(stage.limiter.table().sums());
        found();
    }

    private List<Lease> places() {
        return stage.willow.history().latest().map(Places::of).orElse(List.of());
    }

    private void found() {
        if (judge.verdict().isPresent()) throw judge.verdict().get();
    }
}
