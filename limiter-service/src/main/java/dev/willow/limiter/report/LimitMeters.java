package dev.willow.limiter.report;

import dev.willow.engine.EffectRunner;
import dev.willow.kit.meters.LatestPicture;
import dev.willow.kit.meters.Named;
import dev.willow.kit.meters.NamedGauges;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LimiterFigures;
import dev.willow.limiter.domain.LimiterFigures.OfRule;
import dev.willow.limiter.domain.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Counts what happens to additions since this process began to lead, and shows how full the limits are.
public final class LimitMeters implements EffectRunner<LimiterEvent> {
    private final Map<Refusal.Reason, Counter> limited = new HashMap<>();
    private final Counter refused;
    private final Counter queued;
    private final Counter withdrawn;
    private final Counter lapsed;
    private final NamedGauges<OfRule> rules;

    public LimitMeters(MeterRegistry meters) {
        for (Refusal.Reason reason : Refusal.Reason.values())
            limited.put(reason, Counter.builder("limiter.additions.refused").tag("reason", name(reason))
                    .description("additions that a limit refused").register(meters));
        refused = counter(meters, "limiter.requests.refused", "requests turned down for another reason than a limit");
        queued = counter(meters, "limiter.additions.queued", "additions that had to wait in line");
        withdrawn = counter(meters, "limiter.additions.withdrawn", "additions that left the line without having been let in");
        lapsed = counter(meters, "limiter.leases.lapsed", "leases that ended for want of a heartbeat");
        rules = new NamedGauges<OfRule>(meters, "rule")
                .add("limiter.rule.used", "ratio", "the share of its limit that the fullest group of a rule uses, overrides included: 1 at the "
                        + "limit, 0 if nothing is limited", Tags.empty(), OfRule::used)
                .add("limiter.rule.groups.full", null, "groups of a rule and its overrides that are at their limit", Tags.empty(), OfRule::full);
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    /// Shows how much there is.
    public static void show(LatestPicture<LimiterFigures> picture, MeterRegistry meters) {
        picture.gauge(meters, "limiter.rules", null, "rules, without their overrides", LimiterFigures::rules);
        picture.gauge(meters, "limiter.counters", null, "counters that are not 0", LimiterFigures::counters);
        picture.gauge(meters, "limiter.leases", null, "leases that count", LimiterFigures::leases);
        picture.gauge(meters, "limiter.locks.held", null, "locks of groups that this Limiter holds through Locker", LimiterFigures::locks);
        picture.gauge(meters, "limiter.additions.waiting", null, "additions that wait in line", LimiterFigures::waiting);
        picture.gauge(meters, "limiter.locker.reachable", null, "0 while no locks are to be had from Locker, as far as is known",
                figures -> figures.trouble().isEmpty() ? 1 : 0);
        picture.gauge(meters, "limiter.leases.settled", null,
                "0 while nothing is compared with limits because the queues have not told their leases since the Limiter started",
                figures -> figures.isSettled() ? 1 : 0);
        picture.counter(meters, "limiter.additions.granted", "additions that were let in, at once or after a wait", LimiterFigures::granted);
    }

    /// Shows each rule that is told of by its name.
    public void show(LimiterFigures figures) {
        Map<String, OfRule> named = new HashMap<>();
        for (OfRule each : figures.named()) named.put(each.rule(), each);
        rules.show(Named.of(named, figures.others(), OfRule::plus));
    }

    @Override
    public void perform(LimiterEvent event) {
        switch (event) {
            case LimiterEvent.Refused(var _, Refusal.Limited refusal) -> limited.get(refusal.reason()).increment();
            case LimiterEvent.Refused _ -> refused.increment();
            case LimiterEvent.Queued _ -> queued.increment();
            case LimiterEvent.Withdrawn _ -> withdrawn.increment();
            case LimiterEvent.Lapsed _ -> lapsed.increment();
            case LimiterEvent.RuleStands _, LimiterEvent.RuleDeleted _, LimiterEvent.OverrideStands _, LimiterEvent.OverrideDeleted _,
                    LimiterEvent.Counted _, LimiterEvent.HeartbeatTaken _, LimiterEvent.BatchBegun _, LimiterEvent.RoomTold _,
                    LimiterEvent.SentBack _, LimiterEvent.Settled _, LimiterEvent.LockEffect _ -> {}
        }
    }

    private static String name(Refusal.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
