package dev.willow.locker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.testing.random.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Random steps against [ReferenceLocks], with what must always hold checked after each. A failure prints the seed, and
/// `-Dwillow.seed=` plays it again.
class LockTableModelTest {
    private static final int ROUNDS = 250;
    private static final int STEPS = 400;

    @Test
    void the_table_does_what_the_plain_rules_say() {
        long seed = Seeds.announcedFor(LockTableModelTest.class);
        Set<String> outcomes = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) outcomes.addAll(new Run(seed + round).play());
        assertThat(outcomes).as("what has happened at least once").containsExactlyInAnyOrder(
                "Granted", "Queued", "Released", "SessionOpened", "SessionClosed", "Expired", "NoSuchSession", "OtherMaxHolders",
                "NotGranted", "Withdrawn", "LineFull", "NoSuchLock", "WrongSession");
    }

    private static final class Run {
        private final String where;
        private final Random random;
        private final RandomSteps steps;
        private final ReferenceLocks model = new ReferenceLocks();
        private final Map<RequestId, SessionId> watchers = new LinkedHashMap<>();
        private final Map<RequestId, String> answers = new LinkedHashMap<>();
        private final Set<String> outcomes = new HashSet<>();
        private final List<Consumer<LockTable>> log = new ArrayList<>();
        private final ArrivalOrder order = new ArrivalOrder();
        private LockTable table;
        private Instant now = Instant.EPOCH;
        private long largestToken;

        Run(long seed) {
            this.where = "seed " + seed;
            this.random = new Random(seed);
            this.steps = new RandomSteps(random);
            this.table = newTable();
        }

        /// One that clears away at once what ended sessions leave behind, or little by little, or never: nobody may notice.
        private LockTable newTable() {
            return new LockTable(List.of(LockTable.CLEARED_AT_ONCE, 1, 0).get(random.nextInt(3)));
        }

        /// @return the kinds of outcomes that commands had
        Set<String> play() {
            for (int step = 0; step < STEPS; step++) {
                now = now.plus(Duration.ofMillis(random.nextInt(700)));
                int dice = random.nextInt(100);
                if (dice < 60) propose(steps.command());
                else if (dice < 75) heartbeat();
                else if (dice < 85) watch();
                else if (dice < 98) tick();
                else takeOver();
                settle();
                checkAgainstModel();
            }
            LockTable replayed = new LockTable();
            log.forEach(entry -> entry.accept(replayed));
            assertThat(replayed.capture()).as(where).isEqualTo(table.capture());
            return outcomes;
        }

        /// Half of the requests are looked at first, as the service does; a refusal then must be what applying would say.
        private void propose(LockCommand command) {
            Step<LockCommand, LockEvent> step = random.nextBoolean() ? table.propose(command) : Step.log(command);
            for (LockEvent event : step.events()) {
                assertThat(nameOf(event)).as(where).isEqualTo(model.apply(command, now));
                record(event);
            }
            step.commands().forEach(this::write);
        }

        private void write(LockCommand command) {
            Instant stamp = now;
            log.add(other -> other.apply(command, stamp));
            Set<RequestId> waitedBefore = model.waiting.stream().map(Waiter::request).collect(Collectors.toSet());
            if (command instanceof LockCommand.Acquire acquire) order.asks(acquire);
            List<LockEvent> events = table.apply(command, now);
            String expected = model.apply(command, now);
            assertThat(events.isEmpty() ? "" : nameOf(events.getFirst())).as(where).satisfiesAnyOf(
                    name -> assertThat(name).isEqualTo(expected),
                    name -> assertThat(command).isInstanceOf(LockCommand.Expire.class));
            events.forEach(this::record);
            // Whoever is not in line any more has an answer, and a grant is an answer only with the hold to show for it.
            waitedBefore.removeIf(model::isWaiting);
            assertThat(answers.keySet()).as(where).containsAll(waitedBefore);
        }

        private void record(LockEvent event) {
            outcomes.add(nameOf(event));
            order.happened(event, where);
            event.answers().ifPresent(request -> assertThat(answers.put(request, nameOf(event))).as(where).isNull());
            if (!(event instanceof LockEvent.Granted(var _, var locks))) return;
            for (HeldLock lock : locks) {
                assertThat(lock.hold().fencingToken()).as(where).isGreaterThan(largestToken);
                largestToken = lock.hold().fencingToken();
            }
        }

        private void heartbeat() {
            SessionId session = steps.session();
            RequestId request = steps.request();
            LockEvent answer;
            if (random.nextBoolean()) {
                answer = table.keepSession(request, session, now).events().getFirst();
                assertThat(answer instanceof LockEvent.SessionKept).as(where).isEqualTo(model.session(session) != null);
            } else {
                LockId lock = steps.lock();
                answer = table.keepLock(request, lock, session, now).events().getFirst();
                assertThat(answer instanceof LockEvent.LockKept).as(where).isEqualTo(
                        model.held.stream().anyMatch(hold -> hold.id().equals(lock) && hold.session().equals(session)));
            }
            if (!(answer instanceof LockEvent.Refused)) {
                ReferenceLocks.Term term = model.session(session);
                term.deadline = now.plus(term.timeout);
            }
        }

        private void watch() {
            SessionId session = steps.session();
            RequestId request = steps.request();
            if (random.nextInt(4) == 0 && !watchers.isEmpty()) {
                RequestId leaving = watchers.keySet().iterator().next();
                assertThat(table.forget(leaving).events()).as(where).containsExactly(new LockEvent.Contended(leaving, List.of()));
                watchers.remove(leaving);
                return;
            }
            Step<LockCommand, LockEvent> step = table.watch(request, session, 100);
            if (model.session(session) == null) {
                assertThat(step.events()).as(where)
                        .containsExactly(new LockEvent.Refused(request, new Refusal.NoSuchSession(session)));
            } else if (!model.contended(session).isEmpty()) {
                assertThat(contendedIn(step.events().getFirst())).as(where).isEqualTo(model.contended(session));
            } else {
                assertThat(step.events()).as(where).isEmpty();
                watchers.put(request, session);
            }
        }

        private void settle() {
            List<LockEvent> told = table.settle(now).events();
            Set<RequestId> expected = new HashSet<>();
            watchers.forEach((request, session) -> {
                if (model.session(session) == null || !model.contended(session).isEmpty()) expected.add(request);
            });
            Set<RequestId> answered = new HashSet<>();
            for (LockEvent event : told) {
                RequestId request = event.answers().orElseThrow();
                answered.add(request);
                if (event instanceof LockEvent.Contended)
                    assertThat(contendedIn(event)).as(where).isEqualTo(model.contended(watchers.get(request)));
            }
            assertThat(answered).as(where).isEqualTo(expected);
            watchers.keySet().removeAll(answered);
        }

        private void tick() {
            Set<SessionId> due = model.due(now);
            if (table.holdsLeftBehind() > 0)
                assertThat(table.nextDeadline().orElseThrow()).as(where).isBeforeOrEqualTo(now);
            else
                assertThat(table.nextDeadline()).as(where)
                        .isEqualTo(model.sessions.stream().map(session -> session.deadline).min(Instant::compareTo));
            Set<SessionId> named = new HashSet<>();
            for (LockCommand command : table.tick(now).commands()) {
                named.addAll(((LockCommand.Expire) command).sessions());
                write(command);
            }
            assertThat(named).as(where).isEqualTo(due);
        }

        private void takeOver() {
            Instant stamp = now;
            log.add(other -> other.takeOver(stamp));
            LockPicture picture = table.capture();
            table = newTable();
            table.restore(picture);
            assertThat(table.capture()).as(where).isEqualTo(picture);
            assertThat(table.takeOver(now)).as(where).isEmpty();
            model.takeOver(now);
            order.takeOver();
            watchers.clear();
        }

        private void checkAgainstModel() {
            LockPicture picture = table.capture();
            assertThat(picture.waiters()).as(where).isEqualTo(model.waiting);
            assertThat(picture.sessions().stream().map(Session::id).collect(Collectors.toSet())).as(where)
                    .isEqualTo(model.sessions.stream().map(session -> session.id).collect(Collectors.toSet()));
            assertThat(picture.holds().stream()
                            .map(hold -> new ReferenceLocks.Held(hold.id(), hold.session(), hold.keys(), hold.claim()))
                            .collect(Collectors.toSet()))
                    .as(where).isEqualTo(new HashSet<>(model.held));
            assertThat(table.query(Query.EVERYTHING, Page.ALL, now).things()).as(where).hasSameSizeAs(picture.holds());
            assertThat(idsByPages(1 + random.nextInt(4))).as(where)
                    .isEqualTo(picture.holds().stream().map(hold -> hold.id().value()).sorted().toList());
            LockFigures figures = table.figures();
            assertThat(figures).as(where).isEqualTo(new LockFigures(
                    model.held.size(), table.locksInUse(), model.sessions.size(), model.waiting.size(), picture.lastToken()));
            checkExclusion(picture);
            checkNothingIsKeptForNobody(picture);
        }

        private List<String> idsByPages(int limit) {
            List<String> ids = new ArrayList<>();
            Page page = Page.first(limit);
            while (true) {
                PageOf<LiveLock> found = table.query(Query.EVERYTHING, page, now);
                assertThat(found.things()).as(where).hasSizeLessThanOrEqualTo(limit);
                found.things().forEach(live -> ids.add(live.lock().hold().id().value()));
                if (found.nextCursor().isEmpty()) return ids;
                assertThat(found.things()).as(where).hasSize(limit);
                page = page.after(found.nextCursor().get());
            }
        }

        private void checkExclusion(LockPicture picture) {
            Map<KeyValues, List<Hold>> byLock = picture.holds().stream().collect(Collectors.groupingBy(Hold::keys));
            for (List<Hold> holders : byLock.values()) {
                if (holders.size() == 1) continue;
                for (Hold hold : holders)
                    assertThat(hold.claim().isSemaphore()
                                    ? holders.size() <= hold.claim().maxHolders()
                                    : hold.claim().mode() == Mode.SHARED)
                            .as(where).isTrue();
            }
        }

        private void checkNothingIsKeptForNobody(LockPicture picture) {
            Set<KeyValues> used = picture.holds().stream().map(Hold::keys).collect(Collectors.toSet());
            for (Waiter waiter : picture.waiters()) for (Want want : waiter.wants()) used.add(want.keys());
            if (table.holdsLeftBehind() == 0) assertThat(table.locksInUse()).as(where).isEqualTo(used.size());
        }

        private static Set<LockId> contendedIn(LockEvent event) {
            return new HashSet<>(((LockEvent.Contended) event).locks());
        }

        private static String nameOf(LockEvent event) {
            return event instanceof LockEvent.Refused(var _, var refusal)
                    ? refusal.getClass().getSimpleName()
                    : event.getClass().getSimpleName();
        }
    }
}
