package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterEvent.LockEffect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The Limiter dies between two steps that last: one in its log, one in Locker. Each row is one such place, and what is there after it.
///
/// | dies when | that is |
/// |---|---|
/// | opening | Locker was asked for a session, and has not heard of it |
/// | opened | there is a session, and its name is on its way |
/// | noting | the name was given to the log, and is not on disk |
/// | noted | it is on disk, and was not applied |
/// | locking | the lock was asked for, and Locker has not heard of it |
/// | locked | Locker has granted the lock, and its answer is on its way |
/// | adding | the addition was given to the log, and is not on disk |
/// | added | it is on disk, and was not applied |
/// | answered | the caller has its answer |
class CrashPointsTest extends GateScene {
    private static final String MAIN = "branch=main";

    private final Deque<LockNews> onTheWay = new ArrayDeque<>();
    private final Set<String> sessions = new LinkedHashSet<>();
    private final Map<KeyValues, String> holders = new HashMap<>();
    private final Deque<LimiterEvent.AcquireLock> line = new ArrayDeque<>();
    private int made;

    /// @param counted  the number of the counter after the start
    /// @param leftOpen sessions of the process that died that Locker still has when the new one has said what it knows: they lapse
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            dies when | answered | counted | left open
            opening   | no       | 0       | 0
            opened    | no       | 0       | 1
            noting    | no       | 0       | 1
            noted     | no       | 0       | 0
            locking   | no       | 0       | 0
            locked    | no       | 0       | 0
            adding    | no       | 0       | 0
            added     | no       | 1       | 0
            answered  | yes      | 1       | 0
            """)
    void an_addition_counts_once_or_not_at_all_and_its_group_can_be_locked_again(
            String diesWhen, String answered, long counted, int leftOpen) {
        driver.holdBackApplying();
        RequestId by = add(MAIN);
        int written = reach(diesWhen);
        assertThat(driver.answerTo(by).isPresent()).as("answered").isEqualTo(answered.equals("yes"));

        restart(written);

        assertThat(number()).isEqualTo(counted);
        assertThat(driver.table.sums()).as("sums").isEqualTo(counted == 0 ? Map.of() : Map.of(group(), counted));
        assertThat(sessions).as("sessions left open").hasSize(leftOpen);
        oneMoreIsLetInOnlyIfThereIsRoom(counted);
    }

    /// What is one step, in the log alone.
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            doing    | dies when | counted | limit
            subtract | writing   | 1       | 1
            subtract | written   | 0       | 1
            remove   | writing   | 1       | 1
            remove   | written   | 0       | 1
            lapse    | writing   | 1       | 1
            lapse    | written   | 0       | 1
            change   | writing   | 1       | 1
            change   | written   | 1       | 2
            drop     | writing   | 1       | 1
            drop     | written   | 1       | none
            """)
    void a_change_is_there_as_a_whole_or_not_at_all(String doing, String diesWhen, long counted, String limit) {
        Duration lasts = doing.equals("lapse") ? Duration.ofSeconds(30) : Duration.ZERO;
        Optional<Addition.LeaseTerms> lease =
                doing.equals("subtract") ? Optional.empty() : Optional.of(new Addition.LeaseTerms("lease", lasts));
        driver.add(new Addition(keyValues(MAIN), 1, lease), false);
        settleWithLocker();
        assertThat(number()).isEqualTo(1);
        driver.holdBackApplying();
        switch (doing) {
            case "subtract" -> ask(new LimiterCommand.Subtract(driver.newRequest(), keyValues(MAIN), 1));
            case "remove" -> ask(new LimiterCommand.RemoveLease(driver.newRequest(), keyValues(MAIN), "lease"));
            case "lapse" -> driver.pass(lasts);
            case "change" -> ask(new LimiterCommand.ChangeRule(
                    driver.newRequest(), "builds", new Terms.Change(Optional.of(Limit.atMost(2)), Optional.empty())));
            case "drop" -> ask(new LimiterCommand.DeleteRule(driver.newRequest(), "builds"));
            default -> throw new IllegalArgumentException(doing);
        }
        assertThat(driver.written).isNotEmpty();

        restart(diesWhen.equals("written") ? driver.written.size() : 0);

        assertThat(number()).isEqualTo(counted);
        boolean isCompared = counted > 0 && !limit.equals("none");
        assertThat(driver.table.sums()).as("sums").isEqualTo(isCompared ? Map.of(group(), counted) : Map.of());
        long places = limit.equals("none") ? 5 : Long.parseLong(limit);
        for (long i = counted; i < places; i++) assertThat(added()).isEqualTo(Long.toString(i + 1));
        if (!limit.equals("none")) assertThat(added()).startsWith("reached builds");
    }

    /// @return how many commands in the log are on disk and were not applied
    private int reach(String place) {
        if (place.equals("opening")) return 0;
        serveLocker();
        if (place.equals("opened")) return 0;
        driver.hear(onTheWay.remove());
        assertThat(driver.written).hasExactlyElementsOfTypes(LimiterCommand.UseSession.class);
        if (place.equals("noting")) return 0;
        if (place.equals("noted")) return 1;
        driver.applyWritten();
        if (place.equals("locking")) return 0;
        serveLocker();
        assertThat(holders).hasSize(1);
        if (place.equals("locked")) return 0;
        driver.hear(onTheWay.remove());
        assertThat(driver.written).hasExactlyElementsOfTypes(LimiterCommand.Add.class);
        if (place.equals("adding")) return 0;
        if (place.equals("added")) return 1;
        driver.applyWritten();
        return 0;
    }

    private void restart(int written) {
        asked.clear();
        onTheWay.clear();
        line.clear();
        driver.restart(written);
        driver.applyAtOnce();
        serveLocker(); // what it does when it starts
        settleWithLocker();
    }

    /// Whatever the former process has left in Locker, it is not in the way for longer than its session lasts.
    private void oneMoreIsLetInOnlyIfThereIsRoom(long counted) {
        Set<String> former = Set.copyOf(sessions);
        RequestId by = add(MAIN);
        settleWithLocker();
        if (driver.answerTo(by).isEmpty()) {
            former.forEach(this::end);
            settleWithLocker();
        }
        if (counted == 0) assertThat(outcome(by)).isEqualTo("1");
        else assertThat(outcome(by)).startsWith("reached builds");
        assertThat(added()).startsWith("reached builds");
        assertThat(holders).as("by a session that is open").allSatisfy((lock, session) -> assertThat(sessions).contains(session));
    }

    private String added() {
        RequestId by = add(MAIN);
        settleWithLocker();
        return outcome(by);
    }

    private long number() {
        return driver.table.capture().counters().stream().mapToLong(LimiterPicture.CounterPicture::number).sum();
    }

    private static GroupKey group() {
        return new GroupKey("id-builds", keyValues(MAIN));
    }

    // Locker, which does what it was asked for when the test says so.

    private void settleWithLocker() {
        serveLocker();
        while (!onTheWay.isEmpty()) {
            driver.hear(onTheWay.remove());
            serveLocker();
        }
    }

    private void serveLocker() {
        while (!asked.isEmpty()) serve(asked.removeFirst());
    }

    private void serve(LockEffect effect) {
        switch (effect) {
            case LimiterEvent.OpenSession(long attempt, var _) -> {
                String session = "s" + ++made;
                sessions.add(session);
                onTheWay.add(new LockNews.SessionOpened(attempt, session, TIMEOUT));
            }
            case LimiterEvent.BeatSession(String session, long beat) -> onTheWay.add(
                    sessions.contains(session) ? new LockNews.BeatAccepted(session, beat) : new LockNews.SessionLost(session));
            case LimiterEvent.CloseSession(String session) -> end(session);
            case LimiterEvent.AcquireLock acquire -> {
                line.add(acquire);
                passOn();
            }
            case LimiterEvent.ReleaseLock(String session, KeyValues lock, String _) -> {
                holders.remove(lock);
                onTheWay.add(new LockNews.LockReleased(session, lock));
                passOn();
            }
            case LimiterEvent.WatchContended _ -> {}
        }
    }

    private void end(String session) {
        sessions.remove(session);
        holders.values().removeIf(session::equals);
        passOn();
    }

    private void passOn() {
        line.removeIf(wanted -> {
            if (!sessions.contains(wanted.session()) || holders.containsKey(wanted.lock())) return false;
            holders.put(wanted.lock(), wanted.session());
            onTheWay.add(new LockNews.LockGranted(wanted.session(), wanted.lock(), "l" + ++made));
            return true;
        });
    }
}
