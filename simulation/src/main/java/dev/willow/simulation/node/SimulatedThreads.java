package dev.willow.simulation.node;

import dev.willow.common.time.Ticker;
import dev.willow.engine.writer.Threads;
import dev.willow.engine.writer.Timekeeper;
import dev.willow.simulation.time.Life;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// The threads of an engine, all of which are the one that there is.
final class SimulatedThreads implements Threads {
    private final Life life;

    SimulatedThreads(Life life) {
        this.life = life;
    }

    @Override
    public long nanos() {
        return life.nanos();
    }

    @Override
    public long newEpoch() {
        return life.chance().number();
    }

    @Override
    public Timekeeper timekeeper(String name, BooleanSupplier work) {
        return new Alarms(work);
    }

    @Override
    public void start(String name, Runnable task) {
        life.start(name, task);
    }

    @Override
    public Background background(String name) {
        return new Background() {
            @Override
            public void execute(Runnable task) {
                life.after(life.chance().micros(100, 20_000), name, task);
            }

            @Override
            public void close() {}
        };
    }

    private final class Alarms implements Timekeeper {
        private final BooleanSupplier work;
        private Ticker.Alarm next = () -> {};

        Alarms(BooleanSupplier work) {
            this.work = work;
        }

        @Override
        public void start() {}

        /// What is said last counts: it is said after each turn.
        @Override
        public void wakeIn(long nanos) {
            next.cancel();
            next = life.after(Duration.ofNanos(nanos), "due", work::getAsBoolean);
        }

        @Override
        public boolean call() {
            life.start("more to do", work::getAsBoolean);
            return true;
        }

        @Override
        public void stop() {
            next.cancel();
        }

        @Override
        public void join() {}
    }
}
