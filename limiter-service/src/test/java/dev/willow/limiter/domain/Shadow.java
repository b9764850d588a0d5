package dev.willow.limiter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Does on a [Recount] what the events of a table say was done, in their order, checks each against it, and compares
/// the two. It knows nothing of the log: a request is done when it is answered.
final class Shadow {
    /// Does the same on the model; false if it is to be refused.
    interface Change {
        boolean apply();
    }

    private record Added(Addition addition, boolean waits) {}

    final Recount model = new Recount();
    /// How often each kind of thing happened.
    final Map<String, Integer> happened = new TreeMap<>();
    private final TableDriver driver;
    private final Map<RequestId, Change> asked = new LinkedHashMap<>();
    private final Map<RequestId, Added> adding = new LinkedHashMap<>();
    private final Map<RequestId, Addition> inLine = new LinkedHashMap<>();
    /// What each heartbeat is to be answered, as it was when it came.
    private final Map<RequestId, List<String>> beating = new LinkedHashMap<>();
    private final Set<RequestId> leaving = new HashSet<>();
    /// Who must not be let in any more.
    private final Set<RequestId> withdrawn = new HashSet<>();
    private final Set<RequestId> deciding = new HashSet<>();

    Shadow(TableDriver driver) {
        this.driver = driver;
        driver.watcher = this::follow;
        driver.applied = command -> {
            if (command instanceof LimiterCommand.Withdraw(RequestId by, var _)) withdrawn.add(by);
        };
    }

    void asks(RequestId by, Change onModel) {
        asked.put(by, onModel);
    }

    void adds(RequestId by, Addition addition, boolean waits) {
        adding.put(by, new Added(addition, waits));
    }

    void beats(RequestId by, List<String> leases) {
        beating.put(by, leases.stream().filter(lease -> !model.keep(lease, driver.now)).toList());
    }

    /// Everybody who waits is gone, and every lease has its full time again.
    void startsAnew() {
        count("anew " + (inLine.isEmpty() ? "" : "with a line"));
        asked.clear();
        adding.clear();
        inLine.clear();
        beating.clear();
        model.keepAll(driver.now);
    }

    /// Everybody whose addition is not answered yet, in line or on its way.
    List<RequestId> waiting() {
        List<RequestId> waiting = new ArrayList<>(inLine.keySet());
        waiting.addAll(adding.keySet());
        return waiting;
    }

    /// Everybody in line.
    List<RequestId> inLine() {
        return List.copyOf(inLine.keySet());
    }

    void isDecided(RequestId by) {
        deciding.add(by);
    }

    void leaves(RequestId by) {
        leaving.add(by);
    }

    private void follow(LimiterEvent event) {
        switch (event) {
            case LimiterEvent.Lapsed(KeyValues counter, String lease) -> {
                count("lapsed");
                assertThat(model.isDue(counter, lease, driver.now)).as("%s of %s is due", lease, counter).isTrue();
                model.removeLease(counter, lease);
            }
            case LimiterEvent.Queued(RequestId by) -> {
                Added added = adding.remove(by);
                assertThat(added.waits()).isTrue();
                inLine.put(by, added.addition());
                count("queued");
            }
            case LimiterEvent.SentBack _ -> count("sent back");
            case LimiterEvent.Answer answer -> answered(answer);
            case LimiterEvent.LockEffect _ -> {}
        }
    }

    private void answered(LimiterEvent.Answer answer) {
        RequestId by = answer.by();
        if (asked.containsKey(by)) {
            boolean done = asked.remove(by).apply();
            assertThat(answer instanceof LimiterEvent.Refused).as(answer.toString()).isNotEqualTo(done);
            count(answer.getClass().getSimpleName());
        } else if (adding.containsKey(by)) {
            added(answer, adding.remove(by));
        } else if (inLine.containsKey(by)) {
            Addition addition = inLine.remove(by);
            if (answer instanceof LimiterEvent.Withdrawn) count("withdrawn");
            else added(answer, new Added(addition, true));
        } else {
            beaten((LimiterEvent.HeartbeatTaken) answer, beating.remove(by));
        }
    }

    private void added(LimiterEvent.Answer answer, Added added) {
        Addition addition = added.addition();
        switch (answer) {
            case LimiterEvent.Counted(RequestId by, CounterState counter, var _) -> {
                assertThat(withdrawn).as("who left, as the log says").doesNotContain(by);
                if (model.hasLeaseOf(addition)) count("again");
                else assertThat(model.refusal(addition.counter(), addition.places())).as("granted %s", addition).isEmpty();
                model.add(addition, driver.now);
                assertThat(counter.number()).isEqualTo(model.number(addition.counter()));
                count(added.waits() ? "granted" : "admitted");
            }
            case LimiterEvent.Refused(RequestId _, Refusal.LineFull full) -> {
                assertThat(added.waits()).isTrue();
                assertThat(full.maxWaiters()).isLessThanOrEqualTo(inLine.size());
                count("line full");
            }
            case LimiterEvent.Refused(RequestId _, Refusal.TooLarge _) -> {
                assertThat(model.refusal(addition.counter(), addition.places())).isEmpty();
                assertThat(model.hasRoomFor(addition.places())).isFalse();
                count("too large");
            }
            case LimiterEvent.Withdrawn _ -> {
                assertThat(leaving).contains(answer.by());
                count("withdrawn on its way");
            }
            case LimiterEvent.Refused(RequestId by, Refusal refusal) -> {
                assertThat(added.waits()).isEqualTo(deciding.contains(by));
                assertThat(model.hasLeaseOf(addition)).isFalse();
                Optional<String> expected = model.refusal(addition.counter(), addition.places());
                boolean lacksLocks = refusal instanceof Refusal.LockerUnreachable; // it would go as soon as they are held again
                if (added.waits() && expected.isEmpty()) assertThat(lacksLocks || !inLine.isEmpty()).as("who stands before it").isTrue();
                else assertThat(Scenario.shown(refusal)).isEqualTo(expected.orElse("nothing to refuse"));
                count(added.waits() ? "decided" : "refused");
            }
            default -> throw new AssertionError(answer);
        }
    }

    private void beaten(LimiterEvent.HeartbeatTaken answer, List<String> unknown) {
        assertThat(answer.unknown()).isEqualTo(unknown);
        count("beaten");
    }

    void count(String what) {
        happened.merge(what, 1, Integer::sum);
    }

    /// To be called when everything that was asked is done.
    void compare() {
        assertThat(asked).isEmpty();
        assertThat(adding).isEmpty();
        assertThat(driver.table.sums()).isEqualTo(model.sums());
        LimiterPicture picture = driver.table.capture();
        Map<KeyValues, Long> numbers = new LinkedHashMap<>();
        Map<KeyValues, List<String>> leases = new LinkedHashMap<>();
        for (LimiterPicture.CounterPicture counter : picture.counters()) {
            numbers.put(counter.counter(), counter.number());
            leases.put(counter.counter(), counter.leases().stream().map(LimiterPicture.LeasePicture::id).toList());
        }
        Map<KeyValues, Long> expected = new LinkedHashMap<>();
        Map<KeyValues, List<String>> expectedLeases = new LinkedHashMap<>();
        model.counters.forEach((counter, each) -> {
            expected.put(counter, each.number);
            expectedLeases.put(counter, List.copyOf(each.leases.keySet()));
        });
        assertThat(numbers).isEqualTo(expected);
        assertThat(leases).isEqualTo(expectedLeases);
        assertThat(model.overdue(driver.now)).as("leases that should have lapsed").isEmpty();
        compareRules(picture);
        compareFigures(picture);
        assertThat(picture.line().stream().map(LimiterPicture.WaiterPicture::by).toList()).containsExactlyElementsOf(inLine.keySet());
        assertThat(inLine.keySet()).as("who left").noneMatch(leaving::contains);
        // Nobody waits who could go: a limit is in the way, or somebody who came earlier and needs one of the same groups.
        Set<GroupKey> needed = new HashSet<>();
        for (Addition waiting : inLine.values()) {
            Set<GroupKey> needs = model.askedGroups(waiting.counter());
            if (Collections.disjoint(needed, needs))
                assertThat(model.refusal(waiting.counter(), waiting.places())).as("waits for nothing: %s", waiting).isPresent();
            needed.addAll(needs);
        }
    }

    /// What is kept up with every change must be what a walk through everything finds.
    private void compareFigures(LimiterPicture picture) {
        int named = 2;
        LimiterFigures figures = driver.table.view().figures(named);
        assertThat(figures.rules()).isEqualTo(model.rules.size());
        assertThat(figures.counters()).isEqualTo(model.counters.size());
        assertThat(figures.leases()).isEqualTo(model.counters.values().stream().mapToInt(each -> each.leases.size()).sum());
        assertThat(figures.waiting()).isEqualTo(picture.line().size());
        assertThat(figures.named()).isEqualTo(model.usages().stream().limit(named).toList());
        assertThat(figures.others()).isEqualTo(model.usageOfOthers(named));
    }

    private void compareRules(LimiterPicture picture) {
        Map<String, Terms> terms = new TreeMap<>();
        for (RuleState rule : picture.rules()) {
            terms.put(rule.rule().name(), rule.rule().terms());
            for (Bound.RuleOverride override : rule.overrides())
                terms.put(rule.rule().name() + "/" + override.name(), override.terms());
        }
        Map<String, Terms> expected = new TreeMap<>();
        model.rules.forEach((name, rule) -> {
            expected.put(name, rule.terms);
            rule.overrides.forEach((override, each) -> expected.put(name + "/" + override, each.terms));
        });
        assertThat(terms).isEqualTo(expected);
    }
}
