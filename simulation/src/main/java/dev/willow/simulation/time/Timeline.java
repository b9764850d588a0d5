package dev.willow.simulation.time;

import java.time.Duration;
import java.util.PriorityQueue;

/// What is to happen, by the time at which it does. Each happening is one step; nothing happens beside it.
public final class Timeline {
    private final PriorityQueue<Happening> coming = new PriorityQueue<>();
    private final Chance chance;
    private final Trace trace;
    private long now;
    private long added;
    private long steps;

    public Timeline(Chance chance, Trace trace) {
        this.chance = chance;
        this.trace = trace;
    }

    /// Something that is to happen, unless it is called off.
    public static final class Happening implements Comparable<Happening> {
        private final long at;
        private final long order;
        private final String name;
        private final Life of;
        private Runnable task;

        private Happening(long at, long order, String name, Life of, Runnable task) {
            this.at = at;
            this.order = order;
            this.name = name;
            this.of = of;
            this.task = task;
        }

        public void callOff() {
            task = null;
        }

        private boolean isOff() {
            return task == null || !of.isAlive();
        }

        @Override
        public int compareTo(Happening other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /// Nanoseconds since the run began.
    public long now() {
        return now;
    }

    public Chance chance() {
        return chance;
    }

    public Trace trace() {
        return trace;
    }

    public long steps() {
        return steps;
    }

    /// @param of what dies with whoever this is a part of
    public Happening after(Duration delay, String name, Life of, Runnable task) {
        Happening happening = new Happening(now + Math.max(0, delay.toNanos()), ++added, name, of, task);
        coming.add(happening);
        return happening;
    }

    /// Lets the next thing happen.
    ///
    /// @return false if there is none
    public boolean step() {
        Happening next = coming.poll();
        while (next != null && next.isOff()) next = coming.poll();
        if (next == null) return false;
        now = next.at;
        steps++;
        trace.add(now, next.of.name(), next.name);
        next.task.run();
        return true;
    }
}
