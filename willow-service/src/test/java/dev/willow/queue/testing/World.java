package dev.willow.queue.testing;

import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.LimiterAnswer;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Room;
import dev.willow.queue.domain.machine.QueueMachine;
import dev.willow.queue.store.QueueCodecs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The machine with all that surrounds it: a log, a Limiter at the end of a line, the news from it on another, and callers. Nothing
/// happens by itself: each method takes one step, so that a test decides what is early and what is late.
public final class World {
    /// Something on its way from the Limiter to the machine.
    private sealed interface Arrival {
        record Answer(Lease lease, LimiterAnswer answer) implements Arrival {}

        record Done(QueueEvent.Answer then) implements Arrival {}

        record Listing(List<Lease> leases) implements Arrival {}

        record Repaired() implements Arrival {}
    }

    public final SimulatedLimiter limiter = new SimulatedLimiter();
    public QueueMachine machine;
    public Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /// Everything that was applied, with its instant.
    public final List<Map.Entry<QueueCommand, Instant>> history = new ArrayList<>();

    /// How often the Limiter was asked to let something in.
    public int asked;

    private final ArrayDeque<QueueCommand> log = new ArrayDeque<>();
    private final ArrayDeque<QueueEvent.Effect> outgoing = new ArrayDeque<>();
    private final ArrayDeque<Arrival> incoming = new ArrayDeque<>();
    private final ArrayDeque<List<Room>> news = new ArrayDeque<>();
    private final Map<RequestId, QueueEvent.Answer> answers = new LinkedHashMap<>();
    private List<QueueEvent.Answer> newAnswers = new ArrayList<>();
    private final List<QueueEvent.TimedOut> timedOut = new ArrayList<>();
    private final Set<RequestId> leftEarly = new HashSet<>();
    private final int maxWaiting;
    private boolean isInTurn;

    public World(int maxWaiting) {
        this.maxWaiting = maxWaiting;
        machine = new QueueMachine(maxWaiting);
        takeOver();
    }

    /// One that is ready to serve.
    public static World ready() {
        World world = new World(1000);
        world.runToQuiet();
        return world;
    }

    public void takeOver() {
        events(machine.takeOver(now));
        settle();
    }

    /// A crash: what was not applied is lost, and so are the callers; then a start from what was applied.
    public void restart() {
        restart(0);
    }

    /// A crash after some of what stands in the log was written, but before it was applied. Everything goes through the form
    /// in which it is kept on disk.
    ///
    /// @param written how many commands; the others are lost
    public void restart(int written) {
        var codecs = QueueCodecs.version1();
        var picture = codecs.pictures().decode(codecs.pictures().encode(machine.capture()));
        List<QueueCommand> kept = log.stream().limit(written).map(command -> codecs.commands().decode(codecs.commands().encode(command))).toList();
        log.clear();
        outgoing.clear();
        incoming.clear();
        news.clear();
        limiter.takeNews();
        machine = new QueueMachine(maxWaiting);
        machine.restore(picture);
        for (QueueCommand command : kept) {
            history.add(Map.entry(command, now));
            machine.apply(command, now); // what it leads to was the process's that died
        }
        takeOver();
    }

    public void begin(Function<Instant, Step<QueueCommand, QueueEvent>> step) {
        take(step.apply(now));
        settle();
    }

    public void submit(QueueCommand command) {
        log.add(command);
    }

    public void leave(RequestId request) {
        if (answers.containsKey(request) || !leftEarly.add(request)) return;
        begin(at -> machine.giveUp(request, at));
    }

    public boolean hasLog() {
        return !log.isEmpty();
    }

    public boolean applyNext() {
        QueueCommand command = log.poll();
        if (command == null) return false;
        history.add(Map.entry(command, now));
        events(machine.apply(command, now));
        settle();
        return true;
    }

    /// The next effect reaches the Limiter.
    public boolean limiterNext() {
        QueueEvent.Effect effect = outgoing.poll();
        if (effect == null) return false;
        switch (effect) {
            case QueueEvent.AskLimiter(Lease lease, var _) -> incoming.add(new Arrival.Answer(lease, limiter.add(lease)));
            case QueueEvent.GiveBack(var leases, var then) -> {
                leases.forEach(limiter::remove);
                then.ifPresent(answer -> incoming.add(new Arrival.Done(answer)));
            }
            case QueueEvent.SetLimit(var queue, var capacity, var then) -> {
                limiter.setQueue(queue, capacity);
                then.ifPresent(answer -> incoming.add(new Arrival.Done(answer)));
            }
            case QueueEvent.Reconcile() -> incoming.add(new Arrival.Listing(List.copyOf(limiter.leases())));
            case QueueEvent.Repair(var strays, var missing, var limits) -> {
                strays.forEach(limiter::remove);
                missing.forEach(limiter::put);
                limiter.setQueues(limits);
                incoming.add(new Arrival.Repaired());
            }
        }
        publish();
        return true;
    }

    /// A question is lost on its way; whoever asked for it removes what it may have left.
    public boolean loseQuestion(boolean onTheWayBack) {
        if (!(outgoing.peek() instanceof QueueEvent.AskLimiter(Lease lease, var _))) return false;
        outgoing.poll();
        if (onTheWayBack) limiter.add(lease);
        outgoing.add(new QueueEvent.GiveBack(List.of(lease), Optional.empty()));
        incoming.add(new Arrival.Answer(lease, new LimiterAnswer.Unavailable()));
        return true;
    }

    /// The connection breaks: questions under way go unanswered, and so does news. What is to be given back stays in line.
    public void loseLimiter() {
        begin(at -> machine.limiterLost(at));
        for (QueueEvent.Effect effect : List.copyOf(outgoing))
            if (effect instanceof QueueEvent.AskLimiter(Lease lease, var _)) {
                outgoing.remove(effect);
                incoming.add(new Arrival.Answer(lease, new LimiterAnswer.Unavailable()));
            }
        news.clear();
        limiter.forgetNews();
    }

    /// The Limiter can be reached again.
    public void regainLimiter() {
        outgoing.add(new QueueEvent.Reconcile());
    }

    /// The next answer of the Limiter reaches the machine.
    public boolean answerNext() {
        Arrival arrival = incoming.poll();
        if (arrival == null) return false;
        switch (arrival) {
            case Arrival.Answer(Lease lease, LimiterAnswer answer) -> begin(at -> machine.answered(lease, answer, at));
            case Arrival.Done(QueueEvent.Answer then) -> begin(_ -> Step.tell(then));
            case Arrival.Listing(List<Lease> leases) -> begin(_ -> machine.reconcile(leases));
            case Arrival.Repaired() -> begin(at -> machine.limiterBack(at));
        }
        return true;
    }

    /// Puts what the Limiter has to tell on its way.
    public void publish() {
        List<Room> rooms = limiter.takeNews();
        if (!rooms.isEmpty()) news.add(rooms);
    }

    /// The next news reaches the machine.
    public boolean hearNext() {
        List<Room> rooms = news.poll();
        if (rooms == null) return false;
        begin(at -> machine.hear(rooms, at));
        return true;
    }

    /// Lets time pass, all at once.
    public void pass(Duration time) {
        now = now.plus(time);
        while (machine.nextDeadline().filter(due -> !due.isAfter(now)).isPresent()) {
            take(machine.tick(now));
            settle();
        }
    }

    public void runToQuiet() {
        publish();
        while (applyNext() || limiterNext() || answerNext() || hearNext());
    }

    public boolean isQuiet() {
        return log.isEmpty() && outgoing.isEmpty() && incoming.isEmpty() && news.isEmpty();
    }

    /// The answer to a request, or null if there is none yet.
    public QueueEvent.Answer answer(RequestId request) {
        return answers.get(request);
    }

    /// What became of items whose consumers were silent for too long.
    public List<QueueEvent.TimedOut> timedOut() {
        return List.copyOf(timedOut);
    }

    /// The answers that came since the last call.
    public List<QueueEvent.Answer> takeNewAnswers() {
        List<QueueEvent.Answer> taken = newAnswers;
        newAnswers = new ArrayList<>();
        return taken;
    }

    public List<QueueCommand> waitingInLog() {
        return List.copyOf(log);
    }

    /// What several steps lead to is settled after the last of them, as when the engine works through them in one turn.
    public void inOneTurn(Runnable steps) {
        isInTurn = true;
        steps.run();
        isInTurn = false;
        settle();
    }

    private void settle() {
        if (isInTurn) return;
        for (Step<QueueCommand, QueueEvent> step = machine.settle(now); !step.commands().isEmpty() || !step.events().isEmpty();
                step = machine.settle(now)) take(step);
    }

    private void take(Step<QueueCommand, QueueEvent> step) {
        log.addAll(step.commands());
        events(step.events());
    }

    private void events(List<QueueEvent> events) {
        for (QueueEvent event : events) {
            if (event instanceof QueueEvent.Effect effect) outgoing.add(effect);
            if (event instanceof QueueEvent.AskLimiter) asked++;
            if (event instanceof QueueEvent.TimedOut fate) timedOut.add(fate);
            if (event instanceof QueueEvent.Answer answer && !leftEarly.contains(answer.request())) {
                if (answers.putIfAbsent(answer.request(), answer) != null)
                    throw new AssertionError("answered twice: " + answers.get(answer.request()) + " and " + answer);
                newAnswers.add(answer);
            }
        }
    }
}
