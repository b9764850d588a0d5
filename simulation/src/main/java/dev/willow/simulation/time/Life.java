package dev.willow.simulation.time;

import dev.willow.common.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A process, from its start to its end. What it was about to do ends with it.
public final class Life implements Ticker {
    private final Timeline timeline;
    private final String name;
    private final List<Runnable> onDeath = new ArrayList<>();
    private boolean isAlive = true;

    public Life(Timeline timeline, String name) {
        this.timeline = timeline;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public boolean isAlive() {
        return isAlive;
    }

    public Timeline timeline() {
        return timeline;
    }

    public Chance chance() {
        return timeline.chance();
    }

    public void die() {
        isAlive = false;
        List<Runnable> last = List.copyOf(onDeath);
        onDeath.clear();
        last.forEach(Runnable::run);
    }

    public void onDeath(Runnable task) {
        onDeath.add(task);
    }

    public void noLongerOnDeath(Runnable task) {
        onDeath.remove(task);
    }

    /// Something for the trace.
    public void tell(String what) {
        timeline.trace().add(timeline.now(), name, what);
    }

    @Override
    public long nanos() {
        return timeline.now();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        return after(delay, "alarm", task);
    }

    public Alarm after(Duration delay, String what, Runnable task) {
        Timeline.Happening happening = timeline.after(delay, what, this, task);
        return happening::callOff;
    }

    /// It begins soon: threads that were started one after the other may get going in another order.
    @Override
    public void start(String task, Runnable work) {
        timeline.after(chance().micros(1, 60), task, this, work);
    }

    /// Nobody can wait here: there is one thread.
    @Override
    public void sleep(Duration length) {
        throw new UnsupportedOperationException("nothing in a simulation may sleep");
    }
}
