package dev.willow.system;

import static dev.willow.system.Things.those;

import dev.willow.client.LimiterClient;
import dev.willow.client.LockerClient;
import dev.willow.client.RetryPolicy;
import dev.willow.client.UnavailableException;
import dev.willow.common.api.locker.Lock;
import dev.willow.testing.http.Http;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Launch;
import dev.willow.testing.process.RunningProcess;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Two Limiters on one Locker, each a process with rules and counters of its own. Both use the default settings.
final class LimiterPair implements AutoCloseable {
    private final Path data;
    private Launch lockerLaunch;
    private final LockerClient locker;
    private final Http lockerHttp;
    private final One one;
    private final One two;

    /// One of the Limiters.
    ///
    /// @param name as which it takes its locks
    record One(String name, RunningProcess process, LimiterClient client, Http http) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            http.close();
            end(process);
        }
    }

    private LimiterPair(Path data) throws IOException, InterruptedException {
        this.data = data;
        lockerLaunch = Launch.of(Service.LOCKER, data, Map.of());
        locker = LockerClient.builder(uriAt(lockerLaunch.port())).retries(RetryPolicy.NONE).build();
        lockerHttp = new Http(lockerLaunch.port());
        try {
            one = another("one", Map.of());
            two = another("two", Map.of());
        } catch (IOException | InterruptedException | RuntimeException | Error failed) {
            lockerLaunch.process().kill();
            throw failed;
        }
    }

    static LimiterPair start(Path data) throws IOException, InterruptedException {
        return new LimiterPair(data);
    }

    One one() {
        return one;
    }

    One two() {
        return two;
    }

    /// One more, for who closes it.
    ///
    /// @param settings environment variables
    One another(String name, Map<String, String> settings) throws IOException, InterruptedException {
        Launch launch = Launch.of(Service.LIMITER, data.resolve(name), Map.of(Service.LOCKER, lockerLaunch.port()),
                withOwner(name, settings));
        LimiterClient client = LimiterClient.builder(uriAt(launch.port())).retries(RetryPolicy.NONE).build();
        Eventually.succeeds(name + " is healthy", UnavailableException.class, client::checkHealth);
        return new One(name, launch.process(), client, new Http(launch.port()));
    }

    private static Map<String, String> withOwner(String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("LIMITER_OWNER", name);
        return all;
    }

    private static URI uriAt(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    Http locker() {
        return lockerHttp;
    }

    void killLocker() throws InterruptedException {
        lockerLaunch.process().kill();
    }

    void restartLocker() throws IOException, InterruptedException {
        lockerLaunch = Launch.of(Service.LOCKER, data, Map.of(Service.LOCKER, lockerLaunch.port()));
        Eventually.succeeds("Locker is healthy", UnavailableException.class, locker::checkHealth);
    }

    /// The locks of groups that Limiters hold, as Locker lists them.
    List<Lock> locks() {
        return locker.locks(those("_limiter", "group")).things();
    }

    /// Those of the group with this value for the key.
    List<Lock> locksOf(String key, String text) {
        return locker.locks(those(key, text)).things();
    }

    /// How often Limiters have asked for a lock or a session.
    long asked() {
        return Meters.calls(lockerHttp, "POST", "/v1/locks") + Meters.calls(lockerHttp, "POST", "/v1/sessions");
    }

    @Override
    public void close() {
        one.close();
        two.close();
        locker.close();
        lockerHttp.close();
        end(lockerLaunch.process());
    }

    private static void end(RunningProcess process) {
        try {
            process.kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
