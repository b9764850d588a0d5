package dev.willow.queue.remote;

import dev.willow.client.LimiterClient;
import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.time.Ticker;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.remote.LimiterPort.News;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Performs what the queues ask of the Limiter, and tells the machine what came of it. Nothing is called before the first
/// [QueueEvent.Reconcile].
public final class LimiterEffects implements EffectRunner<QueueEvent>, AutoCloseable {
    private final Engine<QueueCommand, QueueEvent> engine;
    private final QueueMachine machine;
    private final LimiterPort limiter;
    private final OrderedLane ordered;
    private final AskLane asks;
    private final LimiterLink link;
    private final Function<RequestId, Optional<String>> requestIds;

    private final CompletableFuture<Void> reached = new CompletableFuture<>();

    /// What to complete when the next repair is done. Touched in the engine's turns alone.
    private CompletableFuture<Void> underRepair = new CompletableFuture<>();

    /// @param limiter    closed with this; its ticker says what time it is, and starts what goes on in the background
    /// @param requestIds the `X-Request-ID` of a request that is being worked on
    public LimiterEffects(Engine<QueueCommand, QueueEvent> engine, QueueMachine machine, LimiterClient limiter,
            LinkSettings settings, Function<RequestId, Optional<String>> requestIds) {
        this(engine, machine, new LimiterCalls(limiter, settings.watch()), settings, limiter.ticker(), requestIds);
    }

    /// @param limiter closed with this
    /// @param ticker  says what time it is, and starts what goes on in the background
    public LimiterEffects(Engine<QueueCommand, QueueEvent> engine, QueueMachine machine, LimiterPort limiter,
            LinkSettings settings, Ticker ticker, Function<RequestId, Optional<String>> requestIds) {
        this.engine = engine;
        this.machine = machine;
        this.limiter = limiter;
        this.requestIds = requestIds;
        this.link = new LimiterLink(limiter, settings, ticker, new Told());
        this.ordered = new OrderedLane(limiter, settings, ticker, link::broken);
        this.asks = new AskLane(limiter, settings, ticker, this::answered, ordered, link::broken);
    }

    @Override
    public void perform(QueueEvent event) {
        if (!(event instanceof QueueEvent.Effect effect)) return;
        switch (effect) {
            case QueueEvent.AskLimiter(Lease lease, RequestId request) -> asks.ask(new Ask(lease, requestIds.apply(request)));
            case QueueEvent.GiveBack(List<Lease> leases, var then) -> giveBack(leases, then);
            case QueueEvent.SetLimit(String queue, var capacity, var then) ->
                    ordered.add(List.of(new Work.Limit(queue, capacity, idOf(then), Job.patient(1, () -> tell(then)))));
            case QueueEvent.Reconcile() -> link.reconcile();
            case QueueEvent.Repair repair -> repair(repair);
        }
    }

    /// Completed once the Limiter was reached for the first time, and agreed.
    public CompletableFuture<Void> reached() {
        return reached.copy();
    }

    private void giveBack(List<Lease> leases, Optional<QueueEvent.Answer> then) {
        if (leases.isEmpty()) {
            tell(then);
            return;
        }
        Job job = Job.patient(leases.size(), () -> tell(then));
        Optional<String> id = idOf(then);
        ordered.add(leases.stream().map(lease -> new Work.Change(lease, false, id, job)).toList());
    }

    private Optional<String> idOf(Optional<QueueEvent.Answer> then) {
        return then.flatMap(answer -> requestIds.apply(answer.request()));
    }

    /// Limits first: without one, nothing that is missing would be let in.
    private void repair(QueueEvent.Repair repair) {
        CompletableFuture<Void> repaired = underRepair;
        Job job = Job.strict(1 + repair.strays().size() + repair.missing().size(), () -> repaired.complete(null));
        List<Work> work = new ArrayList<>();
        work.add(new Work.Limits(repair.limits(), job));
        repair.strays().forEach(lease -> work.add(new Work.Change(lease, false, Optional.empty(), job)));
        repair.missing().forEach(lease -> work.add(new Work.Change(lease, true, Optional.empty(), job)));
        ordered.add(work);
    }

    private void tell(Optional<QueueEvent.Answer> answer) {
        answer.ifPresent(told -> engine.step(_ -> Step.tell(told)));
    }

    private void answered(Map<Lease, LimiterAnswer> answers) {
        engine.step(now -> {
            answers.forEach((lease, answer) -> machine.answered(lease, answer, now));
            return Step.nothing();
        });
    }

    /// What the link tells goes to the machine and to the lanes.
    private final class Told implements LimiterLink.Listener {
        @Override
        public void reached() {
            ordered.connect();
        }

        @Override
        public CompletableFuture<LeaseDigest> expected() {
            CompletableFuture<LeaseDigest> expected = new CompletableFuture<>();
            engine.step(_ -> {
                expected.complete(machine.leases());
                return Step.nothing();
            });
            return expected;
        }

        @Override
        public void compared(Optional<List<Lease>> leases, CompletableFuture<Void> repaired) {
            engine.step(_ -> {
                underRepair = repaired;
                return leases.isEmpty() ? machine.reconcileLimits() : machine.reconcile(leases.get());
            });
        }

        @Override
        public void back() {
            asks.connect();
            engine.step(machine::limiterBack);
            reached.complete(null);
        }

        @Override
        public void lost() {
            engine.step(machine::limiterLost); // before the lanes answer what waits in them
            asks.disconnect();
            ordered.disconnect();
        }

        @Override
        public void news(News news) {
            if (news.isMissed()) engine.step(machine::hearOfAnything);
            else if (!news.rooms().isEmpty()) engine.step(now -> machine.hear(news.rooms(), now));
        }
    }

    /// Ends all calls. What is still to be done in the Limiter is found again by the next reconciliation.
    @Override
    public void close() {
        link.close();
        asks.close();
        ordered.close();
        limiter.close();
    }
}
