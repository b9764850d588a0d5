package dev.willow.limiter.domain;

import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.limiter.domain.LimiterEvent.LockEffect;
import dev.willow.limiter.store.LimitCodecs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Does for a table what the engine does: logs and applies what its steps lead to, and hands its wishes to a Locker.
/// Time stands still unless it is moved.
final class TableDriver {
    /// More than scenarios let stand in one line, and less than random play does.
    static final int MAX_WAITERS = 6;
    static final int MAX_LISTENERS = 2;

    record Logged(LimiterCommand command, Instant at) {}

    LimitTable table = newTable();
    final List<Logged> log = new ArrayList<>();
    final Deque<LimiterCommand> written = new ArrayDeque<>();
    final List<LimiterEvent> events = new ArrayList<>();
    private final Consumer<LockEffect> locker;
    /// Hears of every event at its time.
    Consumer<LimiterEvent> watcher = _ -> {};
    /// Hears of every command once it is applied and what happened was handed out.
    Consumer<LimiterCommand> applied = _ -> {};
    /// Whether the table is asked for its wishes before the next command is applied, as when that came in another entry of the log.
    BooleanSupplier settlesBetween = () -> false;
    private boolean appliesAtOnce = true;
    private int requests;
    Instant now = Instant.EPOCH;

    TableDriver(Consumer<LockEffect> locker) {
        this.locker = locker;
        handOut(table.takeOver(now));
    }

    /// With a Locker that grants everything at once.
    static TableDriver withWillingLocker() {
        WillingLocker locker = new WillingLocker();
        TableDriver driver = new TableDriver(locker);
        locker.driver = driver;
        return driver;
    }

    /// One that goes on from what another table has by now. Nobody is in line there.
    static TableDriver continuing(LimitTable other) {
        TableDriver driver = withWillingLocker();
        driver.table.restore(other.capture());
        driver.takeOver();
        return driver;
    }

    private static final class WillingLocker implements Consumer<LockEffect> {
        private TableDriver driver;
        private int sessions;
        private int locks;

        @Override
        public void accept(LockEffect effect) {
            switch (effect) {
                case LimiterEvent.OpenSession(long attempt, var _) ->
                        driver.hear(new LockNews.SessionOpened(attempt, "s" + ++sessions, Duration.ofSeconds(5)));
                case LimiterEvent.BeatSession(String session, long beat) ->
                        driver.hear(new LockNews.BeatAccepted(session, beat));
                case LimiterEvent.AcquireLock(String session, var lock, var _) ->
                        driver.hear(new LockNews.LockGranted(session, lock, "l" + ++locks));
                case LimiterEvent.ReleaseLock(String session, var lock, String _) ->
                        driver.hear(new LockNews.LockReleased(session, lock));
                case LimiterEvent.CloseSession _, LimiterEvent.WatchContended _ -> {}
            }
        }
    }

    static LimitTable newTable() {
        return new LimitTable(new LockSettings(Duration.ofSeconds(30)), MAX_WAITERS, MAX_LISTENERS, true);
    }

    RequestId newRequest() {
        return new RequestId("r" + ++requests);
    }

    /// From now on commands are written but applied only by [#applyWritten].
    void holdBackApplying() {
        appliesAtOnce = false;
    }

    void applyAtOnce() {
        appliesAtOnce = true;
        applyWritten();
    }

    void applyWritten() {
        while (!written.isEmpty()) {
            applyOne();
            if (!written.isEmpty() && settlesBetween.getAsBoolean()) settle();
        }
        settle();
    }

    void applyOne() {
        LimiterCommand command = written.remove();
        log.add(new Logged(command, now));
        handOut(table.apply(command, now));
        applied.accept(command);
    }

    void run(Step<LimiterCommand, LimiterEvent> step) {
        take(step);
        settle();
    }

    void hear(LockNews news) {
        run(table.hear(news, now));
    }

    void pass(Duration time) {
        Instant end = now.plus(time);
        while (table.nextDeadline().filter(due -> !due.isAfter(end)).isPresent()) {
            Instant due = table.nextDeadline().get();
            if (due.isAfter(now)) now = due;
            run(table.tick(now));
        }
        now = end;
        run(table.tick(now));
    }

    void settle() {
        take(table.settle(now));
    }

    /// What happens when the process is killed: what was written but not applied is lost, as if it had not been.
    void restart() {
        restart(0);
    }

    /// As [#restart], but some of what was written had reached the disk, and is applied when the log is read. Everything goes
    /// through the form in which it is kept there.
    ///
    /// @param durable how many commands
    void restart(int durable) {
        var codecs = LimitCodecs.version1();
        LimiterPicture picture = codecs.pictures().decode(codecs.pictures().encode(table.capture()));
        List<LimiterCommand> read = written.stream().limit(durable)
                .map(command -> codecs.commands().decode(codecs.commands().encode(command))).toList();
        table = newTable();
        table.restore(picture);
        for (LimiterCommand command : read) {
            log.add(new Logged(command, now));
            table.apply(command, now); // what it leads to was the process's that died
        }
        takeOver();
    }

    void takeOver() {
        log.add(new Logged(null, now));
        written.clear();
        handOut(table.takeOver(now));
        settle();
    }

    RequestId add(Addition addition, boolean waits) {
        RequestId by = newRequest();
        run(table.add(by, addition, waits, now));
        return by;
    }

    Optional<LimiterEvent> answerTo(RequestId by) {
        return events.stream().filter(event -> event.answers().filter(by::equals).isPresent()).findFirst();
    }

    List<LimiterEvent> takeEvents() {
        List<LimiterEvent> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    private void take(Step<LimiterCommand, LimiterEvent> step) {
        written.addAll(step.commands());
        handOut(step.events());
        if (appliesAtOnce && !written.isEmpty()) applyWritten();
    }

    private void handOut(List<LimiterEvent> handedOut) {
        events.addAll(handedOut);
        handedOut.forEach(watcher);
        for (LimiterEvent event : handedOut) if (event instanceof LockEffect effect) locker.accept(effect);
    }
}
