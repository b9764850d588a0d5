package dev.willow.testkit;

import dev.willow.client.ClientBuilder;
import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.RetryPolicy;
import dev.willow.client.WillowClient;
import dev.willow.testkit.http.KitNetwork;
import dev.willow.testkit.service.KitService;
import dev.willow.testkit.service.ServiceKind;
import dev.willow.testkit.service.Surroundings;
import dev.willow.testkit.time.Activity;
import dev.willow.testkit.time.Course;
import dev.willow.testkit.time.KitClock;
import dev.willow.testkit.time.Part;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Willow, the Limiter and Locker within the process of a test: the services themselves, without ports and files, and with a clock
/// that only the test moves.
///
/// ```java
/// try (WillowTestKit kit = WillowTestKit.start()) {
///     kit.willow().createQueue("builds");
///     kit.advance(Duration.ofMinutes(5));
/// }
/// ```
///
/// Whatever was to happen up to the moment to which time is moved has happened when [#advance] returns: heartbeats are sent, items that
/// nobody kept are back in their channels, long polls have ended. Calls, heartbeats and background work of everything that this
/// kit's clients do are waited for, workers and their handlers included.
///
/// Kits know nothing of each other. Safe for use by many threads.
public final class WillowTestKit implements AutoCloseable {
    private final Activity activity = new Activity();
    private final KitNetwork network = new KitNetwork(activity);
    private final List<KitService> services = new ArrayList<>();
    private final KitClock clock;
    private final Course course;
    private final WillowClient willow;
    private final LimiterClient limiter;
    private final LockerClient locker;

    private WillowTestKit(Builder settings) {
        clock = new KitClock(settings.startingAt, activity);
        Surroundings surroundings = new Surroundings(clock, activity, network, settings.settings);
        try {
            for (ServiceKind kind : ServiceKind.values()) {
                KitService service = KitService.start(kind, surroundings);
                services.add(service);
                service.engine().ready().get(); // or the next one, which calls it, would pause by a clock that stands still
                network.open(kind.host(), service);
            }
        } catch (ExecutionException | InterruptedException | RuntimeException failed) {
            stopServices();
            throw new IllegalStateException("the kit could not start", failed);
        }
        course = new Course(clock, activity, services.stream().map(KitService::engine).toList());
        network.beforeCallsOfTests(this::settleServices);
        willow = newWillow().build();
        limiter = newLimiter().build();
        locker = newLocker().build();
        settle();
        course.patience(settings.patience);
    }

    public static WillowTestKit start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    public WillowClient willow() {
        return willow;
    }

    public LimiterClient limiter() {
        return limiter;
    }

    public LockerClient locker() {
        return locker;
    }

    /// For a client of its own, such as one that asks again while the service is away: [#willow] does not, since time stands still. Close
    /// it, or leave that to the kit.
    public ClientBuilder<WillowClient> newWillow() {
        return inKit(WillowClient.builder(ServiceKind.WILLOW.uri()));
    }

    public ClientBuilder<LimiterClient> newLimiter() {
        return inKit(LimiterClient.builder(ServiceKind.LIMITER.uri()));
    }

    public ClientBuilder<LockerClient> newLocker() {
        return inKit(LockerClient.builder(ServiceKind.LOCKER.uri()));
    }

    /// For calls that no client makes. The services are at [#willowUrl], [#limiterUrl] and [#lockerUrl], which nothing outside of this kit can
    /// reach.
    public HttpClient newHttpClient() {
        return network.newClient();
    }

    public URI willowUrl() {
        return ServiceKind.WILLOW.uri();
    }

    public URI limiterUrl() {
        return ServiceKind.LIMITER.uri();
    }

    public URI lockerUrl() {
        return ServiceKind.LOCKER.uri();
    }

    private <C> ClientBuilder<C> inKit(ClientBuilder<C> client) {
        return client.httpClient(network.newClient()).ticker(clock.ofClients()).retries(RetryPolicy.NONE);
    }

    /// What time it is in this kit.
    public Instant now() {
        return clock.wall();
    }

    /// Lets time pass, from one moment at which something falls due to the next. When it returns, all that was to happen up to then has
    /// happened.
    ///
    /// @param by not negative
    /// @throws IllegalStateException if something does not come to its end, such as a handler that waits for what is not of the kit;
    ///                               the message says what
    public void advance(Duration by) {
        if (by.isNegative()) throw new IllegalArgumentException("time does not go back: " + by);
        try {
            course.advance(by);
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        }
    }

    /// Waits until nothing more happens unless time moves on or somebody makes a call.
    ///
    /// @throws IllegalStateException as [#advance]
    public void settle() {
        try {
            course.settle();
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        }
    }

    /// Runs something beside the test, such as a call that waits. [#settle] and [#advance] wait until it has come to where it waits, or to its end.
    ///
    /// @return fails with what the task threw
    public <T> CompletableFuture<T> async(Callable<T> task) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        activity.start("async", Part.CLIENTS, () -> {
            try {
                outcome.complete(task.call());
            } catch (Throwable thrown) {
                outcome.completeExceptionally(thrown);
            }
        });
        return outcome;
    }

    /// Sleeps by the clock of this kit, such as a handler that is to take an hour. The test's own thread moves the time by it.
    public void sleep(Duration length) throws InterruptedException {
        clock.sleep(length);
    }

    /// Waits, in a handler or in what [#async] runs, for what is not of this kit, such as a latch that the test opens later. Meanwhile [#settle]
    /// and [#advance] do not wait for this thread.
    public <T> T notWaitedFor(Callable<T> wait) throws Exception {
        Optional<Activity.Doing> task = activity.ofThisThread();
        task.ifPresent(Activity.Doing::park);
        try {
            return wait.call();
        } finally {
            task.ifPresent(Activity.Doing::wake);
        }
    }

    /// Lets Willow seem to be gone: calls to it that are under way break off, and others find nobody. It runs on, as behind a network that
    /// is cut.
    public void willowAway() {
        away(ServiceKind.WILLOW);
    }

    public void willowBack() {
        back(ServiceKind.WILLOW);
    }

    /// As [#willowAway]. Willow then hands out nothing, and takes nothing in, until the Limiter is back.
    public void limiterAway() {
        away(ServiceKind.LIMITER);
    }

    /// Willow looks for the Limiter about every second: move time by two.
    public void limiterBack() {
        back(ServiceKind.LIMITER);
    }

    /// As [#willowAway]. The Limiter then lets nothing in that a limit applies to, until Locker is back.
    public void lockerAway() {
        away(ServiceKind.LOCKER);
    }

    public void lockerBack() {
        back(ServiceKind.LOCKER);
    }

    private void away(ServiceKind service) {
        network.takeAway(service.host());
        settle();
    }

    private void back(ServiceKind service) {
        network.bringBack(service.host());
    }

    /// So that a call finds done what the calls before it led to in the services: an ack has made room, and the channel that was held back
    /// for it is known to be ready.
    private void settleServices() {
        try {
            course.settleServices();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the call itself finds out
        }
    }

    private static IllegalStateException stopped(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", interrupted);
    }

    /// Ends whatever is under way, and stops the services. Close workers before: theirs is only cut off.
    @Override
    public void close() {
        course.end();
        willow.close();
        limiter.close();
        locker.close();
        stopServices();
    }

    private void stopServices() {
        services.reversed().forEach(KitService::close);
    }

    /// How a kit begins.
    public static final class Builder {
        private final Map<String, String> settings = new HashMap<>();
        private Duration patience = Course.PATIENCE;
        private Instant startingAt = Instant.parse("2026-01-01T00:00:00Z");

        private Builder() {}

        /// What time it is at first; default is the beginning of 2026.
        public Builder startingAt(Instant instant) {
            startingAt = instant;
            return this;
        }

        /// A setting of a service, as its operator gives it: such as `willow.default-timeout`, `10s`.
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /// How long, by the clock of the machine, [#settle] and [#advance] wait for what goes on to come to its end; default 30 s.
        public Builder patience(Duration time) {
            patience = time;
            return this;
        }

        public WillowTestKit start() {
            return new WillowTestKit(this);
        }
    }
}
