package dev.willow.simulation.node;

import dev.willow.engine.Codecs;
import dev.willow.engine.Command;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Event;
import dev.willow.engine.StateMachine;
import dev.willow.engine.clock.EngineClock;
import dev.willow.engine.writer.HostedEngine;
import dev.willow.simulation.time.Life;
import dev.willow.simulation.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// One service: its disk, and the process that runs on it, if one does.
///
/// @param <M> the product's machine
public abstract class Node<C extends Command, E extends Event, S, M extends StateMachine<C, E, S>> {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final Timeline timeline;
    private final String name;
    private final Judge judge;
    private final Codecs<C, E, S> codecs;
    private final History<C, E, S> history;
    private final Disk disk = new Disk();
    private final boolean isAlone;
    private final EngineLimits limits;
    private int starts;
    private long names;
    private Optional<Life> life = Optional.empty();
    private SimulatedLog log;
    private WatchedMachine<C, E, S> watched;

    protected Node(Timeline timeline, String name, Judge judge, Codecs<C, E, S> codecs, History.Reader<C, E, S> reader) {
        this.timeline = timeline;
        this.name = name;
        this.judge = judge;
        this.codecs = codecs;
        this.history = new History<>(name, judge, reader);
        this.isAlone = timeline.chance().percent(70);
        this.limits = EngineLimits.DEFAULT.withLogBytes(timeline.chance().from(1_000, 40_000));
    }

    /// The product's machine, in its initial state.
    protected abstract M machine();

    /// What the engine gets in its place.
    protected StateMachine<C, E, S> disguised(M machine) {
        return machine;
    }

    protected abstract EffectRunner<E> effects(Engine<C, E> engine, M machine, Life process);

    /// The engine runs, and may not serve yet.
    protected abstract void started(Engine<C, E> engine, M machine, Life process);

    public void start() {
        starts++;
        Life process = new Life(timeline, name + "." + starts);
        M machine = machine();
        watched = new WatchedMachine<>(disguised(machine), history);
        log = new SimulatedLog(disk, process, watched::entryComes, isAlone);
        EngineSettings settings = EngineSettings.inMemory().named(name).with(limits).with(clock())
                .with((reason, cause) -> judge.blame(new Violation(name + " failed: " + reason, cause)));
        Function<Engine<C, E>, EffectRunner<E>> effects = engine -> {
            EffectRunner<E> runner = effects(engine, machine, process);
            return event -> {
                history.reader().happened(event);
                runner.perform(event);
            };
        };
        Engine<C, E> engine = HostedEngine.start(settings, watched, codecs, effects, log, new SimulatedThreads(process));
        life = Optional.of(process);
        started(engine, machine, process);
    }

    /// Its wall clock is a little wrong, and otherwise with each start.
    private EngineClock clock() {
        Duration wrong = timeline.chance().millis(-20_000, 20_000);
        return new EngineClock() {
            @Override
            public Instant wall() {
                return BEGINNING.plus(wrong).plusNanos(timeline.now());
            }

            @Override
            public long nanos() {
                return timeline.now();
            }
        };
    }

    /// Nothing is left but what is on the disk.
    public void crash() {
        life.ifPresent(Life::die);
        life = Optional.empty();
    }

    public void stepDown() {
        if (life.isPresent()) log.stepDown();
    }

    public void refuse(double share) {
        if (life.isPresent()) log.refuse(share);
    }

    public String name() {
        return name;
    }

    /// Whether there is a process that has applied all that the log holds.
    public boolean isWhole() {
        return life.isPresent() && watched.isWhole();
    }

    /// The process that runs now.
    public Optional<Life> life() {
        return life;
    }

    public History<C, E, S> history() {
        return history;
    }

    /// A name that nobody else has.
    protected String fresh() {
        return name.charAt(0) + "" + starts + "-" + Long.toString(++names, 36);
    }

}
