package dev.willow.limiter.domain;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.index.KeyValuesIndex;
import dev.willow.common.query.Match;
import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.query.Subject;
import dev.willow.limiter.domain.Applying.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// What can be seen of the limit table. Nothing is changed by looking.
public final class LimitView {
    private static final int MOST_DECIDING_KEYS = 64;

    private final RuleBook rules;
    private final CounterTable counters;
    private final WaitingLine line;
    private final Turns turns;
    private final GroupLocks locks;
    private final LongSupplier granted;
    private final LongSupplier run;
    private final BackedLeases backed;

    /// @param granted how many additions were let in
    /// @param run     how often the Limiter has started
    LimitView(
            RuleBook rules, CounterTable counters, WaitingLine line, Turns turns, GroupLocks locks, LongSupplier granted, LongSupplier run,
            BackedLeases backed) {
        this.rules = rules;
        this.counters = counters;
        this.line = line;
        this.turns = turns;
        this.locks = locks;
        this.granted = granted;
        this.run = run;
        this.backed = backed;
    }

    /// How much there is.
    ///
    /// @param mostNamed how many rules are told of by their names, the first ones
    public LimiterFigures figures(int mostNamed) {
        Usages usages = rules.usages();
        List<LimiterFigures.OfRule> named = usages.first(mostNamed);
        long fullOfNamed = named.stream().mapToLong(LimiterFigures.OfRule::full).sum();
        Set<String> names = named.stream().map(LimiterFigures.OfRule::rule).collect(Collectors.toSet());
        var others = new LimiterFigures.OfRule("", usages.highestBesides(names), usages.full() - fullOfNamed);
        return new LimiterFigures(
                usages.count(), counters.count(), counters.leases().count(), locks.held(), line.size(), granted.getAsLong(),
                !backed.isUnsettled(), locks.trouble(), named, others);
    }

    public Optional<RuleState> rule(String nameOrId) {
        return Optional.ofNullable(rules.find(nameOrId)).map(RuleEntry::state);
    }

    public PageOf<RuleState> rules(Query query, Page page) {
        PageOf<RuleEntry> found = rules.index().page(query, page);
        return new PageOf<>(found.things().stream().map(RuleEntry::state).toList(), found.nextCursor());
    }

    public PageOf<RuleState> rules(Match match, Page page) {
        PageOf<RuleEntry> found = page(rules.index(), match, page);
        return new PageOf<>(found.things().stream().map(RuleEntry::state).toList(), found.nextCursor());
    }

    /// @return empty if there is no such rule, or no such override
    public Optional<Bound.RuleOverride> override(String rule, String nameOrId) {
        return Optional.ofNullable(rules.find(rule)).map(found -> found.override(nameOrId)).map(LimitView::asOverride);
    }

    /// @return empty if there is no such rule
    public Optional<PageOf<Bound.RuleOverride>> overrides(String rule, Query query, Page page) {
        return Optional.ofNullable(rules.find(rule)).map(found -> asOverrides(found.overrides().page(query, page)));
    }

    /// @return empty if there is no such rule
    public Optional<PageOf<Bound.RuleOverride>> overrides(String rule, Match match, Page page) {
        return Optional.ofNullable(rules.find(rule)).map(found -> asOverrides(page(found.overrides(), match, page)));
    }

    public PageOf<CounterState> counters(Query query, Page page) {
        PageOf<Counter> found = counters.index().page(query, page);
        return new PageOf<>(found.things().stream().map(Counter::state).toList(), found.nextCursor());
    }

    /// Grows with each start of the Limiter.
    public long run() {
        return run.getAsLong();
    }

    /// Whether additions under limits are refused until an owner of leases has settled what it has.
    public boolean isUnsettled() {
        return backed.isUnsettled();
    }

    /// The leases in the counters that match.
    public LeaseDigest leases(Query query) {
        LeaseDigest.Builder digest = new LeaseDigest.Builder();
        for (Counter counter : counters.index().query(query)) counter.addLeasesTo(digest);
        return digest.build();
    }

    /// What would happen to this addition now. Nothing is changed by asking.
    public Explanation explain(Addition addition) {
        return new Explainer(rules, counters, line, locks.trouble(), backed.isUnsettled()).explain(addition);
    }

    /// What holds this addition back now: a limit, or else nothing but those who stand in line before it, if anything.
    public Optional<Refusal.Limited> heldBack(Addition addition) {
        return turns.heldBack(addition).map(Place::refusal);
    }

    /// The keys that decide about each refusal: a counter that carries the same values under them, and lacks the same, is asked by
    /// the same limit for the same group, as long as the rules stay. An override is asked of all that it applies to; a rule
    /// only of those that none of its overrides applies to.
    ///
    /// @return without those of rules that are gone, and of rules with more keys than [#MOST_DECIDING_KEYS]
    public Map<Refusal.Limited, List<String>> decidedBy(Collection<Refusal.Limited> refusals) {
        Map<Refusal.Limited, List<String>> keys = new HashMap<>();
        for (Refusal.Limited refusal : refusals) {
            Optional<RuleEntry> rule = Optional.ofNullable(rules.find(refusal.rule()));
            Optional<List<String>> deciding = refusal.override().isEmpty()
                    ? rule.map(RuleEntry::allKeys)
                    : rule.map(found -> found.override(refusal.override().get())).map(override -> override.keys().keys());
            deciding.filter(all -> all.size() <= MOST_DECIDING_KEYS).ifPresent(all -> keys.put(refusal, all));
        }
        return keys;
    }

    private static <T extends Subject> PageOf<T> page(KeyValuesIndex<T> index, Match match, Page page) {
        Set<String> found = index.match(match).stream().map(Subject::id).collect(Collectors.toSet());
        Selection those = new Selection(Optional.of(found), Map.of(), OptionalInt.empty(), OptionalInt.empty());
        return index.page(Query.of(those), page);
    }

    private static PageOf<Bound.RuleOverride> asOverrides(PageOf<Gauge> gauges) {
        return new PageOf<>(gauges.things().stream().map(LimitView::asOverride).toList(), gauges.nextCursor());
    }

    private static Bound.RuleOverride asOverride(Gauge gauge) {
        return (Bound.RuleOverride) gauge.bound();
    }
}
