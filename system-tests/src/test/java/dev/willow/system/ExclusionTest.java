package dev.willow.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.LockerClient;
import dev.willow.client.RetryPolicy;
import dev.willow.client.UnavailableException;
import dev.willow.testing.history.Operation;
import dev.willow.testing.history.Recorder;
import dev.willow.testing.history.lock.Claim;
import dev.willow.testing.history.lock.Exclusion;
import dev.willow.testing.history.lock.LockerAnswer;
import dev.willow.testing.history.lock.LockerCall;
import dev.willow.testing.history.lock.RandomUser;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Launch;
import dev.willow.testing.process.Service;
import dev.willow.testing.random.Seeds;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two holders never overlap: many users take, keep, lose and release few locks of one Locker over HTTP, by time-outs so
/// short that expiry races with heartbeats and releases, while it is killed and started again; and what they saw must be
/// what a lock service may do. `-Dwillow.exclusion.kills=200` makes a long run of it.
@Timeout(3600)
class ExclusionTest {
    private static final int USERS = 24;
    private static final int KILLS = Integer.getInteger("willow.exclusion.kills", 2);
    private static final Duration UNIT = Duration.ofMillis(120);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Map<String, List<Claim>> LOCKS = Map.of(
            "door", List.of(Claim.EXCLUSIVE),
            "book", List.of(Claim.EXCLUSIVE, Claim.SHARED, Claim.SHARED),
            "seats", List.of(Claim.oneOf(3)),
            "desk", List.of(Claim.EXCLUSIVE),
            "gate", List.of(Claim.EXCLUSIVE));

    @TempDir
    Path data;

    private final Random random = new Random(Seeds.announcedFor(ExclusionTest.class));
    private final Recorder<LockerCall, LockerAnswer> recorder = new Recorder<>(System::nanoTime);
    private final Shift shift = new Shift();
    private final AtomicInteger askedAgain = new AtomicInteger();
    private Launch running;

    @Test
    void noTwoHoldersOverlapWhateverHappensToThemAndToTheService() throws Exception {
        running = Launch.of(Service.LOCKER, data, Map.of());
        try (LockerClient locker = LockerClient.builder(URI.create("http://127.0.0.1:" + running.port()))
                        .retries(RetryPolicy.NONE).build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            awaitHealth(locker);
            List<Future<?>> users = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                Random own = new Random(random.nextLong());
                RandomUser mind = new RandomUser(new Random(own.nextLong()), LOCKS, UNIT);
                users.add(threads.submit(new LockerUser(i, own, mind, locker, recorder, shift, askedAgain)));
            }
            for (int i = 0; i < KILLS; i++) {
                shift.pause(Duration.ofMillis(random.nextInt(1500, 2500)));
                killAndRestart(locker);
            }
            shift.pause(Duration.ofMillis(2000));
            shift.end();
            for (Future<?> user : users) user.get();
        } finally {
            shift.end();
            running.process().kill();
            shift.is(Shift.State.DEAD);
        }
        List<Operation<LockerCall, LockerAnswer>> history = recorder.history();
        System.out.println(Summary.of(history) + ", asked again by key: " + askedAgain);
        assertThat(Exclusion.violations(history, GRACE)).isEmpty();
        Summary.of(history).assertThatAllHappened();
        assertThat(askedAgain.get()).as("calls asked again").isPositive();
    }

    private void killAndRestart(LockerClient locker) throws Exception {
        long killing = recorder.now();
        running.process().kill();
        shift.is(Shift.State.DEAD);
        long dead = recorder.now();
        shift.pause(UNIT.multipliedBy(random.nextInt(3)));
        long starting = recorder.now();
        running = Launch.of(Service.LOCKER, data, Map.of(Service.LOCKER, running.port()));
        shift.is(Shift.State.STARTS); // so that there are callers from the first moment on
        awaitHealth(locker);
        shift.is(Shift.State.SERVES);
        recorder.add(new Operation<>(
                -1, new LockerCall.Restart(dead, starting), Optional.of(LockerAnswer.DONE), killing, recorder.now()));
    }

    private static void awaitHealth(LockerClient locker) {
        Eventually.succeeds("Locker is healthy", UnavailableException.class, locker::checkHealth);
    }
}
