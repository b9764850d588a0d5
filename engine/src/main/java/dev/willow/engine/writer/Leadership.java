package dev.willow.engine.writer;

import dev.willow.engine.Codecs;
import dev.willow.engine.Command;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.EngineObserver;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Event;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import dev.willow.engine.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the writer does for callers while this node leads. Runs in the writer's turns alone.
final class Leadership<C extends Command, E extends Event, S> {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final Duration AGAIN_SOON = Duration.ofSeconds(1);

    private final StateMachine<C, E, S> machine;
    private final HardState<C, E, S> hard;
    private final Codecs<C, E, S> codecs;
    private final EffectRunner<E> effects;
    private final LeaderClock clock;
    private final Requests<E> requests;
    private final Gatherer<C, E> gatherer;
    private final int mostBytes;
    private final boolean alone;
    private final EngineObserver observer;
    private boolean leads;
    /// Callers that have their answers by the entry that is being applied.
    private int answered;

    Leadership(EngineSettings settings, StateMachine<C, E, S> machine, HardState<C, E, S> hard, Codecs<C, E, S> codecs,
            EffectRunner<E> effects, Load load, boolean alone, LongSupplier nanos) {
        this.machine = machine;
        this.hard = hard;
        this.codecs = codecs;
        this.effects = effects;
        this.clock = new LeaderClock(settings.clock());
        this.requests = new Requests<>(load);
        this.gatherer = new Gatherer<>(settings.limits().entryBytes(), load, nanos);
        this.mostBytes = settings.limits().entryBytes();
        this.alone = alone;
        this.observer = settings.observer();
    }

    boolean leads() {
        return leads;
    }

    /// The time for the entry that asks to take over, and for what follows it.
    Instant anchorClock() {
        clock.anchorAt(hard.stamp());
        return clock.now();
    }

    /// The entry that began this epoch was applied.
    void begin(long epoch) {
        anchorClock();
        gatherer.begin(epoch);
        leads = true;
    }

    /// Everybody who waits is told to try again.
    void end(String reason) {
        leads = false;
        var unavailable = unavailable(reason);
        gatherer.fail(unavailable);
        requests.fail(unavailable);
    }

    /// @param decide has the machine answer a request that waits for others, should the caller share it; empty if the caller waits too
    void request(
            RequestId id, Optional<IdempotencyKey> key, Function<Instant, Step<C, E>> begin,
            Optional<BiFunction<RequestId, Instant, Step<C, E>>> decide, CompletableFuture<E> answer) {
        if (!leads) {
            answer.completeExceptionally(notLeading());
            return;
        }
        Instant now = clock.now();
        try {
            if (key.isPresent()) {
                Runnable again = () -> request(id, key, begin, decide, answer);
                Optional<Consumer<RequestId>> decision = decide.map(each -> of -> take(each.apply(of, clock.now()), Optional.empty()));
                if (requests.share(id, key.get(), answer, decision, again)) return;
                Optional<E> kept = hard.keys().find(key.get(), now);
                if (kept.isPresent()) {
                    answer.complete(kept.get());
                    return;
                }
            }
            Waiter<E> waiter = requests.open(id, key, answer);
            try {
                take(begin.apply(now), Optional.empty());
            } catch (RuntimeException refused) {
                requests.refuse(waiter, refused);
            }
        } catch (RuntimeException refused) {
            answer.completeExceptionally(refused);
        }
    }

    void giveUp(RequestId id, Function<Instant, Step<C, E>> forget) {
        requests.leave(id, waiter -> {
            try {
                var forgotten = new CompletableFuture<List<E>>();
                Step<C, E> step = forget.apply(clock.now());
                take(step, Optional.of(forgotten));
                if (step.commands().isEmpty()) requests.letGo(waiter);
                else forgotten.thenRun(() -> requests.letGo(waiter));
            } catch (RuntimeException defect) {
                LOG.error("a request could not be given up", defect);
            }
        });
    }

    /// @param item the command as written; encoded by the caller
    void submit(C command, byte[] item, CompletableFuture<List<E>> done) {
        if (!leads) {
            done.completeExceptionally(notLeading());
            return;
        }
        try {
            gather(work(command, item, Optional.of(done)));
        } catch (RuntimeException refused) {
            done.completeExceptionally(refused);
        }
    }

    void step(Function<Instant, Step<C, E>> step) {
        if (!leads) return;
        try {
            take(step.apply(clock.now()), Optional.empty());
        } catch (RuntimeException defect) {
            LOG.error("a step failed", defect);
        }
    }

    <T> void read(Function<Instant, T> look, CompletableFuture<T> seen) {
        if (!leads) seen.completeExceptionally(notLeading());
        else whenProven(() -> look(look, seen), seen::completeExceptionally);
    }

    private <T> void look(Function<Instant, T> look, CompletableFuture<T> seen) {
        try {
            seen.complete(look.apply(clock.now()));
        } catch (RuntimeException defect) {
            seen.completeExceptionally(defect);
        }
    }

    /// @param again asks this once more, in a turn to come: when what there was to do now has been applied
    void idle(CompletableFuture<Optional<Instant>> idle, Runnable again) {
        if (!leads) {
            idle.completeExceptionally(notLeading());
            return;
        }
        boolean getsFurther;
        do getsFurther = act();
        while (getsFurther);
        if (gatherer.isEmpty()) idle.complete(machine.nextDeadline());
        else gatherer.add(new Pending.Barrier<>(again, idle::completeExceptionally));
    }

    /// @return whether something else may be due now, because something was
    private boolean act() {
        Optional<Instant> due = machine.nextDeadline();
        boolean ticked = tick();
        settle();
        return ticked && !machine.nextDeadline().equals(due);
    }

    /// Lets the machine act on the time that has passed.
    ///
    /// @return whether something was due
    boolean tick() {
        Optional<Instant> due = machine.nextDeadline();
        Instant now = clock.now();
        if (due.isEmpty() || due.get().isAfter(now)) return false;
        take(machine.tick(now), Optional.empty());
        return true;
    }

    /// Only now is it known of a request that was given up whether the machine has something to log that answers it.
    void settle() {
        do take(machine.settle(clock.now()), Optional.empty());
        while (requests.dropLeaving());
    }

    /// How long nothing falls due.
    Optional<Duration> untilNextDeadline() {
        return machine.nextDeadline().map(due -> Duration.between(clock.now(), due));
    }

    /// In how many nanoseconds an entry that waits for others is to be shipped without them; empty if none waits.
    OptionalLong untilShip() {
        return gatherer.untilShip();
    }

    /// The next entry to append, if it is time for one.
    Optional<byte[]> ship() {
        return gatherer.canShip() ? Optional.of(gatherer.ship(clock.now())) : Optional.empty();
    }

    /// Applies an entry from memory.
    ///
    /// @return whether it was sealed here; otherwise nothing was done
    boolean apply(Entry.Header header) {
        Optional<Gatherer.Batch<C, E>> batch = gatherer.arrived(header);
        if (batch.isEmpty()) return false;
        observer.written(batch.get().items().size(), Duration.ofNanos(gatherer.age(batch.get())));
        answered = 0;
        for (Pending<C, E> item : batch.get().items()) apply(item);
        gatherer.applied(batch.get(), answered);
        return true;
    }

    private void apply(Pending<C, E> pending) {
        switch (pending) {
            case Pending.Work<C, E>(C command, Entry.Item.Command item, var _, var done) -> {
                List<E> events = hard.apply(command, item.keyed());
                handOut(events);
                requests.applied(item.keyed());
                if (done.isPresent()) {
                    answered++;
                    done.get().complete(events);
                }
            }
            case Pending.Keep<C, E>(Waiter<E> waiter, E answer, Entry.Item.Answer item) -> {
                hard.keep(item.keyed(), answer);
                tell(waiter, answer);
            }
            case Pending.Barrier<C, E> barrier -> {
                answered++;
                barrier.proven().run();
            }
        }
    }

    /// Events of what was applied: durable, so their answers can be told.
    void handOut(List<E> events) {
        for (E event : events) {
            perform(event);
            park(event);
            Optional<Waiter<E>> waiter = event.answers().flatMap(requests::undecided);
            if (waiter.isEmpty()) continue;
            if (mustBeKept(waiter.get(), event)) keepThenTell(waiter.get(), event);
            else tell(waiter.get(), event);
        }
    }

    private void tell(Waiter<E> waiter, E answer) {
        answered++;
        requests.tell(waiter, answer);
    }

    /// Commands to be written, and events of a soft step.
    ///
    /// @param done completed when the last of the commands is applied
    private void take(Step<C, E> step, Optional<CompletableFuture<List<E>>> done) {
        List<Pending.Work<C, E>> works = new ArrayList<>(step.commands().size());
        for (C command : step.commands()) {
            boolean isLast = works.size() == step.commands().size() - 1;
            works.add(work(command, codecs.commands().encode(command), isLast ? done : Optional.empty()));
        }
        works.forEach(this::gather);
        for (E event : step.events()) {
            perform(event);
            park(event);
            event.answers().flatMap(requests::undecided).ifPresent(waiter -> tellSoftly(waiter, event));
        }
    }

    private void park(E event) {
        event.parks().flatMap(requests::undecided).ifPresent(requests::park);
    }

    /// An answer that no command led to. Nothing of it is in the log: to be kept for a key it must get there, and
    /// where there are other nodes, one of them might lead by now.
    private void tellSoftly(Waiter<E> waiter, E event) {
        if (mustBeKept(waiter, event)) {
            keepThenTell(waiter, event);
        } else if (alone) {
            requests.tell(waiter, event);
        } else {
            requests.decide(waiter);
            whenProven(() -> requests.tell(waiter, event), reason -> {});
        }
    }

    /// Whether the answer is for a key and no command has put it there.
    private boolean mustBeKept(Waiter<E> waiter, E event) {
        return event.isKept() && waiter.key.isPresent() && hard.keys().find(waiter.key.get(), hard.stamp()).isEmpty();
    }

    private void keepThenTell(Waiter<E> waiter, E event) {
        requests.decide(waiter);
        var keyed = new Keyed(waiter.id, waiter.key.orElseThrow());
        gatherer.add(new Pending.Keep<>(waiter, event, new Entry.Item.Answer(keyed, codecs.answers().encode(event))));
    }

    private void whenProven(Runnable proven, Consumer<RuntimeException> failed) {
        if (alone) proven.run();
        else gatherer.add(new Pending.Barrier<>(proven, failed));
    }

    private void gather(Pending.Work<C, E> work) {
        gatherer.add(work);
        requests.named(work.item().keyed());
    }

    private Pending.Work<C, E> work(C command, byte[] encoded, Optional<CompletableFuture<List<E>>> done) {
        List<Keyed> keyed = new ArrayList<>(0);
        for (RequestId request : command.requests())
            requests.undecided(request).flatMap(waiter -> waiter.key).ifPresent(key -> keyed.add(new Keyed(request, key)));
        var work = new Pending.Work<C, E>(command, new Entry.Item.Command(encoded, keyed), machine.isAhead(command), done);
        if (work.size() > mostBytes)
            throw new IllegalArgumentException("a command of " + encoded.length + " bytes does not fit a log entry");
        return work;
    }

    private void perform(E event) {
        try {
            effects.perform(event);
        } catch (RuntimeException defect) {
            LOG.error("an effect could not be started: {}", event, defect);
        }
    }

    private static UnavailableException notLeading() {
        return unavailable("not ready");
    }

    static UnavailableException unavailable(String reason) {
        return new UnavailableException(reason, AGAIN_SOON);
    }
}
