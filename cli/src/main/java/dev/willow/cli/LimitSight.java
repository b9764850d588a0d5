package dev.willow.cli;

import dev.willow.client.LimiterClient;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.limiter.Rule;
import dev.willow.common.api.limiter.RuleOverride;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What `top` sees of the limits, by a bounded number of calls, however many rules and counters there are.
///
/// The sums are the Limiter's own: of the counters that were found, one of each group is asked about, the largest first.
final class LimitSight {
    private static final int COUNTERS = 200;
    private static final int RULES = 200;
    private static final int MOST_RULES_SEARCHED = 10;
    private static final int MOST_ASKED = 20;
    /// Fuller than this is near the limit.
    private static final double NEAR = 0.75;
    private static final String QUEUE = "_willow_queue_name";
    private static final String RUNNING = "_willow_running";
    /// The queues show themselves how full they are.
    private static final String OF_QUEUES = "_willow_queue_limits";

    private final LimiterClient limiter;
    private final Sight sight;
    private final Query wanted;
    private final List<Counter> running = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<Place, Look.Limit> limits = new LinkedHashMap<>();
    private final List<String> notSeen = new ArrayList<>();

    /// One group of a rule or of an override.
    private record Place(String rule, Optional<String> override, Optional<KeyValues> group) {}

    /// @param only the one queue to look at, if not all
    LimitSight(LimiterClient limiter, Sight sight, Optional<String> only) {
        this.limiter = limiter;
        this.sight = sight;
        Query everywhere = Query.where(RUNNING).is("true");
        this.wanted = only.map(queue -> everywhere.and(Query.where(QUEUE).is(queue))).orElse(everywhere);
    }

    void look() {
        running.addAll(read(wanted, "items that run"));
        Optional<PageOf<Rule>> page = sight.of(() -> limiter.rules(Lookups.of(Query.EVERYTHING, RULES, Optional.empty())));
        page.ifPresent(read -> rules.addAll(read.things().stream().filter(rule -> !nameOf(rule.spec()).equals(OF_QUEUES)).toList()));
        if (page.isPresent() && page.get().nextCursor().isPresent()) notSeen.add("rules beyond the first " + RULES);
        for (Rule rule : rules) addIfShut(rule);
        ask(candidates());
    }

    private List<Counter> read(Query query, String what) {
        QueryRequest first = Lookups.of(query, COUNTERS, Optional.empty());
        Optional<PageOf<Counter>> page = sight.of(() -> limiter.counters(first));
        if (page.isEmpty()) return List.of();
        if (page.get().nextCursor().isPresent()) notSeen.add(what + ", beyond the first " + COUNTERS + " counters");
        return page.get().things();
    }

    /// What lets nothing in is worth a look, whether or not anything is counted.
    private void addIfShut(Rule rule) {
        String name = nameOf(rule.spec());
        addIfShut(name, Optional.empty(), rule.spec());
        for (RuleOverride override : rule.state().overrides()) addIfShut(name, override.spec().definition().name(), override.spec());
    }

    private void addIfShut(String rule, Optional<String> override, LimitSpec spec) {
        long limit = spec.properties().limit();
        boolean isPaused = spec.properties().paused();
        if (isPaused || limit == 0)
            add(new Look.Limit(rule, override, limit, isPaused, Optional.empty(), Optional.empty(), 0));
    }

    private void add(Look.Limit limit) {
        limits.put(new Place(limit.rule(), limit.override(), limit.group()), limit);
    }

    /// Counters that some finite limit is about, the largest first.
    private List<Counter> candidates() {
        Map<String, Counter> found = new LinkedHashMap<>();
        running.forEach(counter -> found.put(counter.state().id(), counter));
        List<Rule> finite = rules.stream().filter(rule -> specsOf(rule).stream().anyMatch(LimitSight::isFinite)).toList();
        for (Rule rule : finite.subList(0, Math.min(finite.size(), MOST_RULES_SEARCHED)))
            read(withKeysOf(rule), "counters of the rule " + nameOf(rule.spec())).forEach(counter -> found.put(counter.state().id(), counter));
        if (finite.size() > MOST_RULES_SEARCHED)
            notSeen.add("counters of " + (finite.size() - MOST_RULES_SEARCHED) + " further rules, unless items run");
        return found.values().stream().sorted(Comparator.comparing(counter -> -counter.spec().properties().counters())).toList();
    }

    private static Query withKeysOf(Rule rule) {
        Query query = Query.EVERYTHING;
        for (String key : rule.spec().definition().groupBy().keys()) query = query.and(Query.where(key).exists());
        return query;
    }

    private void ask(List<Counter> candidates) {
        Set<Place> known = new HashSet<>();
        int asked = 0;
        int left = 0;
        for (Counter counter : candidates) {
            KeyValues keys = counter.spec().definition().keyValues();
            Set<Place> its = placesOf(keys);
            if (known.containsAll(its)) continue;
            if (asked == MOST_ASKED) {
                left++;
                continue;
            }
            asked++;
            known.addAll(its);
            Optional<CounterExplanation> answer = sight.of(() -> limiter.explain(CounterSpec.of(keys, 1, Optional.empty())));
            answer.ifPresent(explained -> explained.asked().forEach(this::addIfFull));
        }
        if (left > 0) notSeen.add("groups of " + left + " further counters");
    }

    /// The groups that a counter counts in, whether or not a rule is overridden there.
    private Set<Place> placesOf(KeyValues counter) {
        Set<Place> places = new HashSet<>();
        for (Rule rule : rules) {
            String name = nameOf(rule.spec());
            for (LimitSpec spec : specsOf(rule)) {
                KeyPatterns groupBy = spec.definition().groupBy();
                Optional<String> override = spec == rule.spec() ? Optional.empty() : spec.definition().name();
                if (isFinite(spec) && groupBy.admit(counter)) places.add(new Place(name, override, Optional.of(groupBy.groupOf(counter))));
            }
        }
        return places;
    }

    private void addIfFull(CounterExplanation.Asked asked) {
        if (asked.rule().equals(OF_QUEUES)) return;
        Look.Limit limit = new Look.Limit(
                asked.rule(), asked.override(), asked.limit(), asked.paused(), Optional.of(asked.group()), Optional.of(asked.count()), asked.inLine());
        if (limit.fill() < NEAR && limit.inLine() == 0) return;
        limits.remove(new Place(asked.rule(), asked.override(), Optional.empty()));
        add(limit);
    }

    List<Counter> running() {
        return running;
    }

    List<Look.Limit> limits() {
        return limits.values().stream()
                .sorted(Comparator.comparing((Look.Limit limit) -> -limit.inLine()).thenComparing(limit -> -limit.fill())
                        .thenComparing(Look.Limit::rule))
                .toList();
    }

    List<String> notSeen() {
        return notSeen;
    }

    /// The queue of a counter of items that run.
    static String queueOf(KeyValues running) {
        return running.toMap().get(QUEUE).data();
    }

    /// The channel of a counter of items that run.
    static KeyValues channelOf(KeyValues running) {
        Set<String> keys = new HashSet<>(running.toMap().keySet());
        keys.removeAll(Set.of(QUEUE, RUNNING));
        return running.only(keys);
    }

    private static List<LimitSpec> specsOf(Rule rule) {
        List<LimitSpec> specs = new ArrayList<>(List.of(rule.spec()));
        rule.state().overrides().forEach(override -> specs.add(override.spec()));
        return specs;
    }

    private static boolean isFinite(LimitSpec spec) {
        return spec.properties().limit() >= 0 || spec.properties().paused();
    }

    private static String nameOf(LimitSpec spec) {
        return spec.definition().name().orElse("");
    }
}
