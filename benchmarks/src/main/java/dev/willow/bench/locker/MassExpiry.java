package dev.willow.bench.locker;

import dev.willow.client.LockerClient;
import dev.willow.client.RejectedException;
import dev.willow.client.RetryPolicy;
import dev.willow.common.api.locker.LockMode;
import dev.willow.common.api.locker.LockProperties;
import dev.willow.common.api.locker.LockSpec;
import dev.willow.common.api.locker.OpenSessionRequest;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long one caller that locks and unlocks is kept waiting while very many holds end at once. Argument: the URL of a
/// Locker that nobody else uses.
final class MassExpiry {
    private static final int TOGETHER = 1_000;
    private static final int AT_A_TIME = 64;
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    private final LockerClient locker;
    private int made;

    private MassExpiry(LockerClient locker) {
        this.locker = locker;
    }

    public static void main(String[] arguments) throws Exception {
        try (LockerClient locker = LockerClient.builder(URI.create(arguments[0]))
                        .requestTimeout(Duration.ofMinutes(1)).retries(RetryPolicy.NONE).build();
                Pace pace = new Pace(locker)) {
            MassExpiry bench = new MassExpiry(locker);
            for (int round = 0; round < 3; round++) {
                pace.restart();
                Thread.sleep(AFTERWARDS);
                report("nothing else", pace);
                bench.close(100_000, pace);
                bench.expireInOneSession(10_000, pace);
                bench.expireInAsManySessions(10_000, pace);
            }
        }
    }

    private void close(int holds, Pace pace) throws Exception {
        String session = open(Duration.ofHours(1));
        hold(session, holds);
        pace.restart();
        Instant start = Instant.now();
        locker.closeSession(session);
        Duration answered = Duration.between(start, Instant.now());
        Thread.sleep(AFTERWARDS);
        report("close of %,d holds (answered in %d ms)".formatted(holds, answered.toMillis()), pace);
    }

    private void expireInOneSession(int holds, Pace pace) throws Exception {
        String session = open(Duration.ofSeconds(5));
        hold(session, holds);
        locker.heartbeatSession(session);
        pace.restart();
        Thread.sleep(Duration.ofSeconds(5).plus(AFTERWARDS));
        mustBeOver(session);
        report("expiry of %,d holds of one session".formatted(holds), pace);
    }

    /// Each with the time-out that makes it end at the same instant as the others.
    private void expireInAsManySessions(int holds, Pace pace) throws Exception {
        Instant end = Instant.now().plusSeconds(15);
        List<Future<?>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            for (int i = 0; i < holds; i++) {
                KeyValues keys = fresh();
                calls.add(threads.submit(() -> locker.acquire(
                        LockSpec.of(keys, properties(Optional.of(Duration.between(Instant.now(), end)), Optional.empty())),
                        Duration.ZERO)));
            }
        }
        for (Future<?> call : calls) call.get();
        pace.restart();
        Thread.sleep(Duration.between(Instant.now(), end).plus(AFTERWARDS));
        report("expiry of %,d holds of as many sessions".formatted(holds), pace);
    }

    private String open(Duration timeout) {
        return locker.openSession(new OpenSessionRequest(Optional.of(timeout), Optional.empty())).sessionId();
    }

    private void hold(String session, int holds) {
        LockProperties properties = properties(Optional.empty(), Optional.of(session));
        for (int held = 0; held < holds; held += TOGETHER) {
            List<LockSpec> locks = new ArrayList<>();
            for (int i = 0; i < TOGETHER; i++) locks.add(LockSpec.of(fresh(), properties));
            locker.acquireTogether(locks, Duration.ZERO);
        }
    }

    private KeyValues fresh() {
        return KeyValues.of("expiring", Value.int64(made++));
    }

    private void mustBeOver(String session) {
        try {
            locker.heartbeatSession(session);
            throw new IllegalStateException("the session is still there");
        } catch (RejectedException gone) {
            // as it should be
        }
    }

    private static LockProperties properties(Optional<Duration> timeout, Optional<String> session) {
        return new LockProperties(timeout, LockMode.EXCLUSIVE, Optional.empty(), session, Optional.empty());
    }

    private static void report(String what, Pace pace) {
        System.out.printf("%-50s longest gap %,6d ms, %,d pairs%n", what, pace.longestGap().toMillis(), pace.pairs());
    }
}
