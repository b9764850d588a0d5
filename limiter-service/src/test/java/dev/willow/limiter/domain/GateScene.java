package dev.willow.limiter.domain;

import static dev.willow.limiter.domain.Scenario.keyValues;
import static dev.willow.limiter.domain.Scenario.patterns;

import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterEvent.AcquireLock;
import dev.willow.limiter.domain.LimiterEvent.BeatSession;
import dev.willow.limiter.domain.LimiterEvent.Counted;
import dev.willow.limiter.domain.LimiterEvent.LockEffect;
import dev.willow.limiter.domain.LimiterEvent.OpenSession;
import dev.willow.limiter.domain.LimiterEvent.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A limit table with one rule, "builds", that lets one in per branch, and a Locker that says nothing until the test does.
abstract class GateScene {
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    final List<LockEffect> asked = new ArrayList<>();
    final TableDriver driver = new TableDriver(asked::add);

    GateScene() {
        rule("builds", "branch=*", Limit.atMost(1));
    }

    void rule(String name, String keys, Limit limit) {
        ask(new LimiterCommand.CreateRule(
                driver.newRequest(), new Bound.Rule("id-" + name, name, patterns(keys), new Terms(limit, false))));
    }

    void ask(LimiterCommand.Asked command) {
        driver.run(driver.table.begin(command, driver.now));
    }

    RequestId add(String counter) {
        return driver.add(new Addition(keyValues(counter), 1, Optional.empty()), false);
    }

    RequestId wait(String counter) {
        return driver.add(new Addition(keyValues(counter), 1, Optional.empty()), true);
    }

    String outcome(RequestId by) {
        return driver.answerTo(by).map(answer -> switch (answer) {
            case Counted(RequestId _, CounterState counter, var _) -> Long.toString(counter.number());
            case Refused(RequestId _, Refusal refusal) -> Scenario.shown(refusal);
            case LimiterEvent.Withdrawn(RequestId _, Refusal refusal) -> "withdrawn: " + Scenario.shown(refusal);
            default -> answer.toString();
        }).orElse("at the gate");
    }

    long attempt() {
        return asked.stream().filter(OpenSession.class::isInstance).map(OpenSession.class::cast)
                .reduce((_, last) -> last).orElseThrow().attempt();
    }

    void open(String session) {
        long attempt = attempt();
        asked.clear();
        driver.hear(new LockNews.SessionOpened(attempt, session, TIMEOUT));
    }

    void grant(String session, String group, String lockId) {
        driver.hear(new LockNews.LockGranted(session, lock(group), lockId));
    }

    static AcquireLock acquire(String session, String group, RequestId neededBy) {
        return new AcquireLock(session, lock(group), neededBy);
    }

    List<KeyValues> acquired(String session) {
        return asked.stream().filter(AcquireLock.class::isInstance).map(AcquireLock.class::cast)
                .filter(acquire -> acquire.session().equals(session)).map(AcquireLock::lock).toList();
    }

    List<BeatSession> beats() {
        return asked.stream().filter(BeatSession.class::isInstance).map(BeatSession.class::cast).toList();
    }

    /// Lets time pass while Locker accepts every heartbeat.
    void keepAlive(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(1)) {
            driver.pass(Duration.ofSeconds(1));
            for (BeatSession beat : beats()) driver.hear(new LockNews.BeatAccepted(beat.session(), beat.beat()));
        }
    }

    static KeyValues lock(String group) {
        return Applying.lockOf(keyValues(group));
    }
}
