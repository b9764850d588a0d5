package dev.willow.queue.http;

import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.Step;
import dev.willow.queue.config.LimiterLink;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Room;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.testing.SimulatedLimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Performs the effects of the queues against a Limiter in this process, at once, unless it is away or holds its answers back.
final class ScriptedLimiter implements LimiterLink {
    private final SimulatedLimiter limiter = new SimulatedLimiter();
    private final CompletableFuture<Void> agreed = new CompletableFuture<>();
    private final List<Runnable> heldBack = new ArrayList<>();
    private Engine<QueueCommand, QueueEvent> engine;
    private QueueMachine machine;
    private boolean holdsBack;

    @Override
    public EffectRunner<QueueEvent> effects(Engine<QueueCommand, QueueEvent> engine, QueueMachine machine) {
        this.engine = engine;
        this.machine = machine;
        return this::perform;
    }

    private void perform(QueueEvent event) {
        if (!(event instanceof QueueEvent.Effect effect)) return;
        switch (effect) {
            case QueueEvent.AskLimiter(Lease lease, var _) -> {
                LimiterAnswer answer = limiter.add(lease);
                Runnable tell = () -> engine.step(now -> machine.answered(lease, answer, now));
                if (holdsBack) heldBack.add(tell);
                else tell.run();
            }
            case QueueEvent.GiveBack(var leases, var then) -> {
                leases.forEach(limiter::remove);
                tell(then);
            }
            case QueueEvent.SetLimit(var queue, var capacity, var then) -> {
                limiter.setQueue(queue, capacity);
                tell(then);
            }
            case QueueEvent.Reconcile() -> {
                List<Lease> found = List.copyOf(limiter.leases());
                engine.step(_ -> machine.reconcile(found));
            }
            case QueueEvent.Repair(var strays, var missing, var limits) -> {
                strays.forEach(limiter::remove);
                missing.forEach(limiter::put);
                limiter.setQueues(limits);
                engine.step(machine::limiterBack);
                engine.step(_ -> {
                    agreed.complete(null);
                    return Step.nothing();
                });
            }
        }
        publish();
    }

    private void tell(Optional<QueueEvent.Answer> then) {
        then.ifPresent(answer -> engine.step(_ -> Step.tell(answer)));
    }

    private void publish() {
        List<Room> news = limiter.takeNews();
        if (!news.isEmpty()) engine.step(now -> machine.hear(news, now));
    }

    /// Waits until it agrees with the queues, so that items are handed out.
    void awaitAgreement() throws Exception {
        agreed.get(30, TimeUnit.SECONDS);
    }

    /// Limits what runs for each value of a key.
    void limit(String key, long limit) {
        onWriter(() -> {
            limiter.limit(key, limit);
            publish();
        });
    }

    /// From now on questions are answered only by [#answerAll].
    void holdBack() {
        onWriter(() -> holdsBack = true);
    }

    void answerAll() {
        onWriter(() -> {
            holdsBack = false;
            heldBack.forEach(Runnable::run);
            heldBack.clear();
        });
    }

    /// It cannot be reached any more.
    void leave() {
        onWriter(() -> engine.step(machine::limiterLost));
    }

    List<String> leases() {
        return Http.await(engine.read(_ -> limiter.leaseIds().stream().sorted().toList()));
    }

    private void onWriter(Runnable action) {
        Http.await(engine.read(_ -> {
            action.run();
            return true;
        }));
    }
}
