package dev.willow.spring.listener;

import dev.willow.client.WillowClient;
import dev.willow.client.work.WillowWorker;
import dev.willow.client.work.WorkObserver;
import dev.willow.spring.WillowProperties;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;

/// Runs a worker for each listener while the application runs. It starts after all else and stops before all else, and it stops by waiting,
/// so that every bean is still open while work ends.
public final class ListenerLifecycle implements SmartInitializingSingleton, SmartLifecycle {
    private static final Logger LOG = System.getLogger(ListenerLifecycle.class.getName());

    private final ListenerScan scan;
    private final Supplier<Optional<WillowClient>> client;
    private final ListenerObservers observers;
    private final WillowProperties.Listener settings;
    private final Map<String, WorkObserver> observing = new HashMap<>();
    private List<ListenerDefinition> listeners = List.of();
    private Optional<Shift> shift = Optional.empty();

    /// @param client asked when all beans are there
    public ListenerLifecycle(
            ListenerScan scan, Supplier<Optional<WillowClient>> client, ListenerObservers observers, WillowProperties.Listener settings) {
        this.scan = scan;
        this.client = client;
        this.observers = observers;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        listeners = scan.all();
        if (!listeners.isEmpty() && client.get().isEmpty())
            throw new WrongListenerException(listeners.getFirst().method(), "needs to know where Willow is: set willow.url");
    }

    @Override
    public synchronized void start() {
        if (shift.isPresent() || listeners.isEmpty()) return;
        WillowClient willow = client.get().orElseThrow();
        shift = Optional.of(Shift.begin(listeners.stream().map(listener -> start(listener, willow)).toList(), settings.drainPatience(), willow.ticker()));
    }

    private Shift.Running start(ListenerDefinition listener, WillowClient willow) {
        WillowWorker.Builder worker = WillowWorker.of(willow, listener.queue()).request(listener.request()).concurrency(listener.concurrency())
                .poll(settings.poll()).drainPatience(settings.drainPatience()).observer(observing.computeIfAbsent(listener.name(), name -> observers.of(listener.queue(), name)));
        if (listener.stopsSuperseded()) worker.stoppingSuperseded();
        LOG.log(Level.INFO, "{0} listens to the queue {1}, {2} at a time", listener.name(), listener.queue(), listener.concurrency());
        return new Shift.Running(listener.name(), worker.start(listener.handler()));
    }

    /// Returns when the work has ended or was given up.
    @Override
    public void stop() {
        ended().ifPresent(Shift::end);
    }

    private synchronized Optional<Shift> ended() {
        Optional<Shift> last = shift;
        shift = Optional.empty();
        return last;
    }

    @Override
    public synchronized boolean isRunning() {
        return shift.isPresent();
    }
}
