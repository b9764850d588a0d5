package dev.willow.locker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.query.Page;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Sessions with very many holds, and very many sessions, end in small steps, and nobody can tell.
class LockTableEndingTest {
    private static final SessionId BIG = new SessionId("big");
    private static final SessionId OTHER = new SessionId("other");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MANY = 100_000;
    private static final int STEP = LockTable.CLEARED_AT_ONCE;

    private final LockTable table = new LockTable();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int made;

    @Test
    void a_session_of_100_000_holds_is_cleared_away_a_thousand_in_each_step() {
        openWithHolds(MANY);
        close();
        assertThat(table.holdsLeftBehind()).isEqualTo(MANY - STEP);
        int left = table.holdsLeftBehind();
        while (left > 0) {
            assertThat(table.nextDeadline().orElseThrow()).as("another step is due at once").isBeforeOrEqualTo(now);
            assertThat(table.tick(now).commands()).as("it is work, not state").isEmpty();
            assertThat(left - table.holdsLeftBehind()).isBetween(1, STEP);
            left = table.holdsLeftBehind();
        }
        assertThat(table.locksInUse()).isZero();
        assertThat(table.nextDeadline()).isEmpty();
    }

    @Test
    void it_is_over_for_everybody_in_the_first_step() {
        openWithHolds(3 * STEP);
        close();
        assertThat(table.holdsLeftBehind()).isPositive();
        assertThat(table.query(Query.EVERYTHING, Page.ALL, now).things()).isEmpty();
        assertThat(table.capture().holds()).isEmpty();
        assertThat(table.capture().sessions()).isEmpty();
        LockId last = lock(3 * STEP - 1);
        assertThat(only(table.keepLock(request(), last, BIG, now).events())).isEqualTo(refused(new Refusal.NoSuchLock(last)));
        assertThat(only(table.propose(new LockCommand.Release(request(), last, BIG)).events()))
                .isEqualTo(refused(new Refusal.NoSuchLock(last)));
        assertThat(only(table.keepSession(request(), BIG, now).events())).isEqualTo(refused(new Refusal.NoSuchSession(BIG)));
        assertThat(only(table.propose(new LockCommand.CloseSession(request(), BIG)).events()))
                .isEqualTo(refused(new Refusal.NoSuchSession(BIG)));
    }

    @Test
    void its_locks_can_be_had_at_once_also_with_another_number_of_places() {
        openWithHolds(3 * STEP);
        close();
        int last = 3 * STEP - 1;
        LockEvent.Granted granted = (LockEvent.Granted) tryFor(last, Claim.EXCLUSIVE);
        assertThat(granted.locks().getFirst().heldOrWaiting()).isEqualTo(1);
        assertThat(tryFor(last - 1, new Claim(Mode.EXCLUSIVE, 3))).isInstanceOf(LockEvent.Granted.class);
        while (table.holdsLeftBehind() > 0) table.tick(now);
        assertThat(table.capture().holds()).hasSize(2);
        assertThat(tryFor(last, Claim.EXCLUSIVE)).isInstanceOf(LockEvent.Refused.class);
    }

    @Test
    void everybody_in_line_for_one_of_its_locks_is_served_in_the_step_that_ends_it() {
        openWithHolds(3 * STEP);
        List<RequestId> line = new ArrayList<>();
        for (int key : new int[] {3 * STEP - 1, 7, STEP}) line.add(waitFor(key));
        List<LockEvent> events = close();
        assertThat(events.getFirst()).isInstanceOf(LockEvent.SessionClosed.class);
        assertThat(events.stream().filter(LockEvent.Granted.class::isInstance).map(event -> ((LockEvent.Granted) event).request()))
                .as("in the order in which the locks were taken").containsExactly(line.get(1), line.get(2), line.get(0));
    }

    @Test
    void a_picture_taken_midway_restores_the_same_state() {
        openWithHolds(3 * STEP);
        waitFor(3 * STEP - 1);
        close();
        LockPicture picture = table.capture();
        LockTable restored = new LockTable();
        restored.restore(picture);
        assertThat(restored.holdsLeftBehind()).isZero();
        for (int key : new int[] {0, STEP, 3 * STEP - 1}) {
            LockCommand attempt = acquire(key, Claim.EXCLUSIVE, new Patience.None(), made++);
            assertThat(restored.apply(attempt, now)).isEqualTo(table.apply(attempt, now));
        }
        assertThat(restored.capture()).isEqualTo(table.capture());
    }

    @Test
    void a_page_among_what_is_left_behind_is_full_of_what_is_held() {
        openWithHolds(3 * STEP);
        close();
        List<String> held = new ArrayList<>();
        for (int key = 0; key < 5; key++) held.add(idOf(tryFor(key, Claim.EXCLUSIVE)));
        List<String> listed = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            var page = table.query(Query.EVERYTHING, new Page(OptionalInt.of(2), after, Optional.empty()), now);
            page.things().forEach(live -> listed.add(live.lock().hold().id().value()));
            after = page.nextCursor();
        } while (after.isPresent());
        assertThat(listed).containsExactlyInAnyOrderElementsOf(held);
    }

    @Test
    void one_session_of_10_000_holds_expires_in_small_steps() {
        openWithHolds(10 * STEP);
        now = now.plus(TIMEOUT);
        LockCommand expire = only(table.tick(now).commands());
        LockEvent.Expired expired = (LockEvent.Expired) only(table.apply(expire, now));
        assertThat(expired.locks()).hasSize(10 * STEP);
        assertThat(table.holdsLeftBehind()).isEqualTo(9 * STEP);
        table.tick(now);
        assertThat(table.holdsLeftBehind()).isEqualTo(8 * STEP);
    }

    @Test
    void ten_thousand_sessions_that_end_at_one_instant_are_named_a_thousand_at_a_time_one_command_after_the_other() {
        for (int key = 0; key < 10 * LockTable.EXPIRED_TOGETHER; key++) tryFor(key, Claim.EXCLUSIVE);
        now = now.plus(TIMEOUT);
        for (int round = 0; round < 10; round++) {
            LockCommand.Expire expire = (LockCommand.Expire) only(table.tick(now).commands());
            assertThat(expire.sessions()).hasSize(LockTable.EXPIRED_TOGETHER);
            assertThat(table.tick(now).commands()).as("while one is under way").isEmpty();
            table.apply(expire, now);
            assertThat(table.holdsLeftBehind()).as("no step leaves work to the next").isZero();
        }
        assertThat(table.nextDeadline()).isEmpty();
        assertThat(table.locksInUse()).isZero();
    }

    @Test
    void an_expiry_that_was_never_written_is_named_again_after_a_take_over() {
        tryFor(0, Claim.EXCLUSIVE);
        now = now.plus(TIMEOUT);
        assertThat(table.tick(now).commands()).hasSize(1);
        table.takeOver(now);
        now = now.plus(TIMEOUT);
        assertThat(table.tick(now).commands()).hasSize(1);
    }

    /// Nodes that follow never tick.
    @Test
    void where_nobody_ticks_what_is_left_behind_is_cleared_away_with_the_commands_that_follow() {
        openWithHolds(2 * STEP);
        close();
        int left = table.holdsLeftBehind();
        for (int key = 0; left > 0; key++) {
            tryFor(key, Claim.EXCLUSIVE);
            assertThat(table.holdsLeftBehind()).isLessThan(left);
            left = table.holdsLeftBehind();
        }
    }

    private void openWithHolds(int holds) {
        table.apply(new LockCommand.OpenSession(request(), BIG, TIMEOUT, Optional.empty()), now);
        for (int first = 0; first < holds; first += STEP) {
            List<Want> wants = IntStream.range(first, Math.min(holds, first + STEP))
                    .mapToObj(key -> new Want(lock(key), keys(key), Claim.EXCLUSIVE, Optional.empty()))
                    .toList();
            table.apply(new LockCommand.Acquire(request(), wants, new Tenure.Joined(BIG), new Patience.None()), now);
        }
        assertThat(table.locksInUse()).isEqualTo(holds);
    }

    private List<LockEvent> close() {
        return table.apply(new LockCommand.CloseSession(request(), BIG), now);
    }

    private LockEvent tryFor(int key, Claim claim) {
        return only(table.apply(acquire(key, claim, new Patience.None(), made++), now));
    }

    private RequestId waitFor(int key) {
        LockCommand.Acquire acquire = acquire(key, Claim.EXCLUSIVE, new Patience.InLine(10), made++);
        assertThat(table.apply(acquire, now)).containsExactly(new LockEvent.Queued(acquire.id()));
        return acquire.id();
    }

    private static LockCommand.Acquire acquire(int key, Claim claim, Patience patience, int number) {
        Want want = new Want(new LockId("own-" + number), keys(key), claim, Optional.empty());
        Tenure tenure = new Tenure.Own(new SessionId(OTHER.value() + number), TIMEOUT);
        return new LockCommand.Acquire(new RequestId("r" + number), List.of(want), tenure, patience);
    }

    private static String idOf(LockEvent granted) {
        return ((LockEvent.Granted) granted).locks().getFirst().hold().id().value();
    }

    private static LockEvent refused(Refusal refusal) {
        return new LockEvent.Refused(request(), refusal);
    }

    private static RequestId request() {
        return new RequestId("r");
    }

    private static LockId lock(int key) {
        return new LockId("big-" + key);
    }

    private static KeyValues keys(int key) {
        return KeyValues.of("k", Value.int64(key));
    }

    private static <T> T only(List<T> one) {
        assertThat(one).hasSize(1);
        return one.getFirst();
    }
}
