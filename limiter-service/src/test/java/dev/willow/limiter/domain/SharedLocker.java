package dev.willow.limiter.domain;

import dev.willow.common.values.KeyValues;
import dev.willow.limiter.domain.LimiterEvent.LockEffect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A Locker that several tables share. Calls reach it, and answers leave it, one at a time in a random order.
final class SharedLocker {
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private static final class Line {
        private String holder;
        private String lockId;
        private final Deque<Wish> waiting = new ArrayDeque<>();
    }

    private record Wish(TableDriver of, String session, KeyValues lock) {}

    private record Watch(TableDriver of, String session) {}

    private final Random random;
    private final List<Runnable> underWay = new ArrayList<>();
    private final Map<KeyValues, Line> lines = new HashMap<>();
    private final List<Watch> watches = new ArrayList<>();
    private final Map<TableDriver, Set<String>> sessions = new HashMap<>();
    private int ids;

    SharedLocker(Random random) {
        this.random = random;
    }

    void call(TableDriver from, LockEffect effect) {
        underWay.add(() -> serve(from, effect));
    }

    boolean isQuiet() {
        return underWay.isEmpty();
    }

    void deliverOne() {
        underWay.remove(random.nextInt(underWay.size())).run();
    }

    /// Whether one of the sessions of this table holds the lock.
    boolean holds(TableDriver table, KeyValues lock) {
        Line line = lines.get(lock);
        return line != null && sessions.getOrDefault(table, Set.of()).contains(line.holder);
    }

    private void serve(TableDriver from, LockEffect effect) {
        switch (effect) {
            case LimiterEvent.OpenSession(long attempt, var _) -> {
                String session = "s" + ++ids;
                sessions.computeIfAbsent(from, _ -> new HashSet<>()).add(session);
                answer(from, new LockNews.SessionOpened(attempt, session, TIMEOUT));
            }
            case LimiterEvent.BeatSession(String session, long beat) -> answer(from, new LockNews.BeatAccepted(session, beat));
            case LimiterEvent.CloseSession _ -> {}
            case LimiterEvent.AcquireLock(String session, KeyValues lock, var _) -> {
                lines.computeIfAbsent(lock, _ -> new Line()).waiting.add(new Wish(from, session, lock));
                passOn(lock);
            }
            case LimiterEvent.ReleaseLock(String session, KeyValues lock, String _) -> {
                lines.get(lock).holder = null;
                answer(from, new LockNews.LockReleased(session, lock));
                passOn(lock);
            }
            case LimiterEvent.WatchContended(String session) -> watches.add(new Watch(from, session));
        }
        tellContended();
    }

    private void passOn(KeyValues lock) {
        Line line = lines.get(lock);
        if (line.holder != null || line.waiting.isEmpty()) return;
        Wish next = line.waiting.remove();
        line.holder = next.session;
        line.lockId = "l" + ++ids;
        answer(next.of, new LockNews.LockGranted(next.session, lock, line.lockId));
    }

    private void tellContended() {
        for (Watch watch : List.copyOf(watches)) {
            List<String> contended = lines.values().stream()
                    .filter(line -> watch.session.equals(line.holder) && !line.waiting.isEmpty()).map(line -> line.lockId).toList();
            if (contended.isEmpty()) continue;
            watches.remove(watch);
            answer(watch.of, new LockNews.Contended(watch.session, contended));
        }
    }

    private void answer(TableDriver to, LockNews news) {
        underWay.add(() -> to.hear(news));
    }
}
