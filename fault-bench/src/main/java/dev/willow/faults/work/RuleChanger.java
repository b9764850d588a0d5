package dev.willow.faults.work;

import dev.willow.client.ClientException;
import dev.willow.client.LimiterClient;
import dev.willow.client.RejectedException;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.faults.history.Fate;
import dev.willow.faults.history.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/// Changes one rule all the time: its limit, whether it is paused, and now and then it is deleted and made anew.
///
/// A change that was not answered may come late. Then the rule is deleted, by the id that no other rule will have.
final class RuleChanger extends Worker {
    private static final int HIGHEST = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private final LimiterClient once;
    private final LimiterClient patient;
    private final List<Limit.Change> changes = new ArrayList<>();
    private String rule = "";
    private int made;

    /// @param once    asks once
    /// @param patient asks again until it is answered
    RuleChanger(LimiterClient once, LimiterClient patient, Record log, Random random, Whistle whistle) {
        super(log, random, whistle);
        this.once = once;
        this.patient = patient;
    }

    /// Makes the rule for the first time.
    void begin() {
        create(HIGHEST);
    }

    @Override
    void work() throws InterruptedException {
        whistle.pause(upTo(3_000));
        if (random.nextInt(10) == 0) renew();
        else change(random.nextInt(HIGHEST + 1), random.nextInt(8) == 0);
    }

    /// Leaves it as something that lets everybody in, in the end.
    @Override
    void end() throws InterruptedException {
        renew();
    }

    private void change(long limit, boolean paused) throws InterruptedException {
        long from = log.now();
        Fate fate = Fate.DONE;
        try {
            once.changeRule(rule, new LimitUpdate(Optional.of(limit), Optional.of(paused)));
        } catch (ClientException failed) {
            fate = fate(failed, false);
        }
        changes.add(new Limit.Change(OptionalLong.of(paused ? 0 : limit), log.since(from), fate, false));
        if (fate == Fate.UNKNOWN) renew();
    }

    private void renew() throws InterruptedException {
        long from = log.now();
        while (!isDeleted()) Thread.sleep(PAUSE);
        changes.add(new Limit.Change(OptionalLong.empty(), log.since(from), Fate.DONE, true));
        create(HIGHEST);
    }

    private boolean isDeleted() {
        try {
            once.deleteRule(rule);
            return true;
        } catch (RejectedException gone) {
            return true;
        } catch (ClientException away) {
            return false;
        }
    }

    private void create(long limit) {
        long from = log.now();
        rule = patient.createRule(Queues.rule("changing " + made++, Queues.any("repo"), limit)).state().id();
        changes.add(new Limit.Change(OptionalLong.of(limit), log.since(from), Fate.DONE, true));
    }

    /// What it was when.
    Limit limit() {
        return new Limit("changing", List.of("repo"), Map.of(), Map.of(), changes);
    }
}
