package dev.willow.system;

import static dev.willow.system.Things.any;
import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.limit;
import static dev.willow.system.Things.plus;
import static dev.willow.system.Things.those;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.client.UnavailableException;
import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.api.locker.Lock;
import dev.willow.system.LimiterPair.One;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import dev.willow.testing.process.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two Limiters with rules over the same groups on one Locker: who has the lock of a group, when it goes to the other, and what
/// becomes of it when Locker dies or one of the two stands still. Each has sums of its own; what the lock says is which of
/// them may compare a group now.
@Timeout(120)
class SharedGroupsTest {
    private static final String COUNTERS = "/v1/limiter/counters";
    private static final long PLENTY = 1_000_000;
    private static final Duration REPAIR = Duration.ofSeconds(20);

    @TempDir
    static Path data;

    @AutoClose
    private static LimiterPair pair;

    private static One one;
    private static One two;

    @BeforeAll
    static void start() throws Exception {
        pair = LimiterPair.start(data);
        one = pair.one();
        two = pair.two();
        for (One limiter : List.of(one, two)) limiter.client().createRule(limit("doors", any("door"), PLENTY));
    }

    @Test
    void a_lock_is_kept_while_nobody_else_wants_it_and_further_additions_ask_locker_nothing() {
        change(one, "kept", 1);
        Lock held = onlyLockOf("kept");
        long asked = pair.asked();
        for (int i = 0; i < 100; i++) {
            change(one, "kept", 1);
            change(one, "kept", -1);
        }
        assertThat(pair.asked()).as("calls to Locker").isEqualTo(asked);
        assertThat(onlyLockOf("kept").state().lockId()).isEqualTo(held.state().lockId());
        assertThat(onlyLockOf("kept").spec().properties().owner()).contains(one.name());
    }

    @Test
    void a_lock_goes_to_the_limiter_that_adds_and_back_and_its_fencing_token_grows_each_time() {
        long lastToken = 0;
        for (int turn = 0; turn < 10; turn++) {
            One adding = turn % 2 == 0 ? one : two;
            change(adding, "handed", 1);
            Lock held = onlyLockOf("handed");
            assertThat(held.spec().properties().owner()).as("turn %d", turn).contains(adding.name());
            assertThat(held.state().fencingToken()).as("turn %d", turn).isGreaterThan(lastToken);
            lastToken = held.state().fencingToken();
        }
        assertThat(List.of(sum(one, "handed"), sum(two, "handed"))).as("each counts what it let in").containsOnly(5L);
    }

    @Test
    void a_lock_that_is_not_used_for_a_while_is_given_back_and_then_the_session_is_closed() throws Exception {
        try (One brief = pair.another("brief", Map.of("LIMITER_LOCKIDLE", "300ms"))) {
            brief.client().createRule(limit("doors", any("door"), PLENTY));
            for (int time = 1; time <= 2; time++) {
                long asked = pair.asked();
                long closed = Meters.calls(pair.locker(), "DELETE", "/v1/sessions/{SessionID}");
                change(brief, "idle", 1);
                assertThat(pair.asked()).as("a session and a lock").isEqualTo(asked + 2);
                assertThat(sum(brief, "idle")).isEqualTo(time);
                Eventually.succeeds("lock and session are given back", REPAIR, AssertionError.class, () -> {
                    assertThat(pair.locksOf("door", "idle")).isEmpty();
                    assertThat(Meters.calls(pair.locker(), "DELETE", "/v1/sessions/{SessionID}")).isGreaterThan(closed);
                });
            }
        }
    }

    @Test
    void while_callers_at_both_add_and_subtract_over_the_same_groups_nothing_is_refused_but_by_limits_and_everyone_gets_on()
            throws Exception {
        for (One limiter : List.of(one, two)) limiter.client().createRule(limit("seats", any("seat"), Guest.SEATS_LIMIT));
        List<Long> tokens = new ArrayList<>();
        Party.Outcome outcome = new Party(List.of(one.client(), two.client())).run(() -> {
            List<Lock> held = pair.locks();
            assertThat(held).extracting(lock -> lock.spec().definition().keyValues()).as("one holder each").doesNotHaveDuplicates();
            held.stream().filter(lock -> lock.spec().definition().keyValues().equals(keys("_limiter", "group", "seat", Guest.SEATS.getFirst())))
                    .forEach(lock -> tokens.add(lock.state().fencingToken()));
        });
        System.out.println(outcome);
        assertThat(outcome.refusedByLimit()).isPositive();
        assertThat(outcome.waited()).isPositive();
        assertThat(tokens).as("tokens of one lock, as they were seen").isSorted();
        assertThat(tokens.getLast()).as("it changed hands").isGreaterThan(tokens.getFirst());
        for (One limiter : List.of(one, two)) {
            for (String seat : Guest.SEATS)
                assertThat(limiter.client().explain(plus(Guest.counter(seat), 1)).asked())
                        .hasSize(2).extracting(CounterExplanation.Asked::count).containsOnly(0L);
            for (String seat : Guest.SEATS) assertThat(limiter.client().counters(those("seat", seat)).things()).isEmpty();
        }
    }

    @Test
    void without_locker_finite_limits_refuse_all_else_goes_on_and_afterwards_every_lock_of_before_is_void() throws Exception {
        one.client().createRule(limit("free", any("free"), -1));
        for (String door : List.of("away-1", "away-2", "away-3")) change(one, door, 2);
        long token = onlyLockOf("away-1").state().fencingToken();

        pair.killLocker();
        try {
            checkUnreachable(Http.await(adding(two, "away-new")));
            checkUnreachable(Http.await(adding(two, "away-1")));
            Eventually.succeeds("what is held is not believed in any more", REPAIR, AssertionError.class,
                    () -> checkUnreachable(Http.await(adding(one, "away-1"))));
            one.client().change(plus(keys("free", "f"), 3), Duration.ZERO);
            change(one, "away-2", -1);
            assertThat(one.client().counters(those("door", "away-2")).things()).hasSize(1);
            assertThat(one.client().explain(plus(keys("door", "away-2"), 1)).asked()).singleElement()
                    .satisfies(asked -> assertThat(asked.verdict() + " " + asked.count()).isEqualTo("locker-unreachable 1"));
            one.client().checkHealth();
        } finally {
            pair.restartLocker();
        }

        onceLetIn(one, "away-1");
        assertThat(onlyLockOf("away-1").state().fencingToken()).isGreaterThan(token);
        Eventually.succeeds("the locks of the old session are given up", REPAIR, AssertionError.class,
                () -> assertThat(List.of(pair.locksOf("door", "away-2"), pair.locksOf("door", "away-3"))).containsOnly(List.of()));
        onceLetIn(two, "away-new");
    }

    /// It can tell by its clock that the session is over; that nobody answers for Locker then shows that it does not go by what
    /// it held before.
    @Test
    void a_limiter_that_stood_still_while_the_other_took_its_locks_lets_nothing_in_under_them() throws Exception {
        List<String> doors = List.of("still-1", "still-2", "still-3");
        for (String door : doors) change(one, door, 1);
        long last = doors.stream().mapToLong(door -> onlyLockOf(door).state().fencingToken()).max().orElseThrow();

        one.process().signal("STOP");
        List<CompletableFuture<Answer>> sentMeanwhile = new ArrayList<>();
        try {
            for (String door : doors) sentMeanwhile.add(adding(one, door));
            for (String door : doors) {
                onceLetIn(two, door);
                assertThat(onlyLockOf(door).spec().properties().owner()).contains(two.name());
                assertThat(onlyLockOf(door).state().fencingToken()).isGreaterThan(last);
            }
            pair.killLocker();
        } finally {
            one.process().signal("CONT");
        }
        try {
            for (CompletableFuture<Answer> sent : sentMeanwhile) checkUnreachable(Http.await(sent));
            for (String door : doors) checkUnreachable(Http.await(adding(one, door)));
            for (String door : doors) assertThat(sum(one, door)).as(door).isEqualTo(1);
        } finally {
            pair.restartLocker();
        }

        for (String door : doors) {
            onceLetIn(one, door);
            Lock held = onlyLockOf(door);
            assertThat(held.spec().properties().owner()).contains(one.name());
            assertThat(held.state().fencingToken()).isGreaterThan(last);
            assertThat(sum(one, door)).as(door).isEqualTo(2);
        }
    }

    private static void change(One limiter, String door, long number) {
        limiter.client().change(plus(keys("door", door), number), Duration.ZERO);
    }

    /// Asks again while locks come free and services find each other.
    private static void onceLetIn(One limiter, String door) {
        Eventually.succeeds(limiter.name() + " lets in", REPAIR, UnavailableException.class, () -> change(limiter, door, 1));
    }

    private static CompletableFuture<Answer> adding(One limiter, String door) {
        return limiter.http().calling("PUT", COUNTERS, """
                {"Spec": {"DBDefinition": {"KeyValues": {"door": "%s"}}, "Properties": {"Counters": 1}}}
                """.formatted(door));
    }

    private static void checkUnreachable(Answer answer) {
        assertThat(answer.status()).as(answer.content()).isEqualTo(503);
        assertThat(answer.kind()).isEqualTo("locker-unreachable");
        assertThat(answer.header("Retry-After")).isPresent();
    }

    private static Lock onlyLockOf(String door) {
        List<Lock> held = pair.locksOf("door", door);
        assertThat(held).as("holders of the lock of " + door).hasSize(1);
        return held.getFirst();
    }

    private static long sum(One limiter, String door) {
        return limiter.client().explain(plus(keys("door", door), 1)).asked().getFirst().count();
    }
}
