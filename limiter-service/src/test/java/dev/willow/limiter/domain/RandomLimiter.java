package dev.willow.limiter.domain;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.RequestId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Plays random steps on a table, with [Shadow] beside it that counts again and compares after each. For some steps in a
/// row nothing is applied, as when many commands travel in one entry of the log.
final class RandomLimiter {
    private static final List<String> KEYS = List.of("a", "b", "c");

    private final Random random;
    final TableDriver driver = TableDriver.withWillingLocker();
    final Shadow shadow = new Shadow(driver);
    private int named;

    RandomLimiter(long seed) {
        random = new Random(seed);
        driver.settlesBetween = random::nextBoolean;
    }

    void step() {
        switch (random.nextInt(24)) {
            case 0 -> createRule();
            case 1 -> createOverride();
            case 2 -> changeRule();
            case 3 -> changeOverride();
            case 4 -> delete();
            case 5, 6, 7, 8, 9 -> add(false);
            case 10, 11 -> add(true);
            case 12, 13, 14 -> subtract();
            case 15, 16 -> removeLease();
            case 17 -> set();
            case 18 -> driver.pass(Duration.ofMillis(random.nextInt(3_000)));
            case 19 -> heartbeat();
            case 20 -> leave();
            case 21 -> driver.holdBackApplying();
            case 22 -> driver.applyAtOnce();
            default -> {
                switch (random.nextInt(20)) {
                    case 0 -> startAnew();
                    case 1, 2 -> flood();
                    default -> {}
                }
            }
        }
        driver.takeEvents();
        if (driver.written.isEmpty()) shadow.compare();
    }

    private void createRule() {
        if (shadow.model.rules.size() > 4) return;
        boolean isNew = shadow.model.rules.isEmpty() || random.nextInt(8) > 0;
        String name = isNew ? "rule" + named++ : aRule();
        KeyPatterns keys = patterns(random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(2), KeyPatterns.NONE);
        Terms terms = terms();
        ask(by -> new LimiterCommand.CreateRule(by, new Bound.Rule("id-" + name, name, keys, terms)), () -> {
            if (shadow.model.rules.entrySet().stream().anyMatch(rule ->
                    rule.getValue().keys.equals(keys) || name.equals(rule.getKey()))) return false;
            shadow.model.rules.put(name, new Recount.RuleModel("id-" + name, keys, terms));
            return true;
        });
    }

    private void createOverride() {
        String rule = aRule();
        if (rule == null) return;
        KeyPatterns keys = patterns(random.nextInt(3), random.nextInt(12) == 0 ? KeyPatterns.NONE : shadow.model.rules.get(rule).keys);
        List<String> there = List.copyOf(shadow.model.rules.get(rule).overrides.keySet());
        String name = there.isEmpty() || random.nextInt(8) > 0 ? "over" + named++ : anyOf(there);
        Terms terms = terms();
        if (shadow.model.rules.get(rule).overrides.size() > 2) return;
        ask(by -> new LimiterCommand.CreateOverride(by, either(rule), "id-" + name, name, keys, terms), () -> {
            Recount.RuleModel of = shadow.model.rules.get(rule);
            if (of == null || !of.couldHave(keys) || of.overrides.entrySet().stream().anyMatch(override ->
                    override.getValue().keys.equals(keys) || name.equals(override.getKey()))) return false;
            of.overrides.put(name, new Recount.RuleModel("id-" + name, keys, terms));
            return true;
        });
    }

    private void changeRule() {
        String rule = aRule();
        if (rule == null) return;
        Terms.Change change = change();
        ask(by -> new LimiterCommand.ChangeRule(by, either(rule), change), () -> changed(shadow.model.rules.get(rule), change));
    }

    private void changeOverride() {
        withOverride((rule, override) -> {
            Terms.Change change = change();
            ask(by -> new LimiterCommand.ChangeOverride(by, either(rule), either(override), change), () -> {
                Recount.RuleModel of = shadow.model.rules.get(rule);
                return of != null && changed(of.overrides.get(override), change);
            });
        });
    }

    private static boolean changed(Recount.RuleModel bound, Terms.Change change) {
        if (bound == null) return false;
        bound.terms = change.to(bound.terms);
        return true;
    }

    private void delete() {
        if (random.nextBoolean()) {
            withOverride((rule, override) -> ask(by -> new LimiterCommand.DeleteOverride(by, either(rule), either(override)), () -> {
                Recount.RuleModel of = shadow.model.rules.get(rule);
                return of != null && of.overrides.remove(override) != null;
            }));
        } else if (random.nextBoolean()) {
            String rule = aRule();
            if (rule != null)
                ask(by -> new LimiterCommand.DeleteRule(by, either(rule)), () -> shadow.model.rules.remove(rule) != null);
        }
    }

    private String aRule() {
        return shadow.model.rules.isEmpty() ? null : anyOf(List.copyOf(shadow.model.rules.keySet()));
    }

    private void withOverride(BiConsumer<String, String> use) {
        List<String> rules = shadow.model.rules.entrySet().stream()
                .filter(rule -> !rule.getValue().overrides.isEmpty()).map(Map.Entry::getKey).toList();
        if (rules.isEmpty()) return;
        String rule = anyOf(rules);
        use.accept(rule, anyOf(List.copyOf(shadow.model.rules.get(rule).overrides.keySet())));
    }

    /// A name, or the id that goes with it.
    private String either(String name) {
        return random.nextBoolean() ? name : "id-" + name;
    }

    private void add(boolean waits) {
        Addition addition = addition();
        RequestId by = driver.newRequest();
        shadow.adds(by, addition, waits);
        driver.run(driver.table.add(by, addition, waits, driver.now));
    }

    Addition addition() {
        Optional<Addition.LeaseTerms> terms = random.nextInt(3) == 0
                ? Optional.empty()
                : Optional.of(new Addition.LeaseTerms(lease(), Duration.ofSeconds(random.nextInt(4) * 2L)));
        return new Addition(keyValues(), 1 + random.nextInt(2), terms);
    }

    private void subtract() {
        KeyValues counter = keyValues();
        long places = 1 + random.nextInt(3);
        ask(by -> new LimiterCommand.Subtract(by, counter, places), () -> {
            shadow.model.subtract(counter, places);
            return true;
        });
    }

    private void removeLease() {
        KeyValues counter = keyValues();
        String lease = lease();
        ask(by -> new LimiterCommand.RemoveLease(by, counter, lease), () -> {
            shadow.model.removeLease(counter, lease);
            return true;
        });
    }

    private void set() {
        KeyValues counter = keyValues();
        long number = random.nextInt(20) == 0 ? Long.MIN_VALUE : random.nextInt(6) - 2L;
        set(counter, number);
    }

    private void set(KeyValues counter, long number) {
        ask(by -> new LimiterCommand.SetNumber(by, counter, number), () -> {
            if (!shadow.model.canSet(counter, number)) return false;
            shadow.model.set(counter, number);
            return true;
        });
    }

    /// For a moment there are about as many as can be counted.
    private void flood() {
        KeyValues counter = keyValues();
        set(counter, Long.MAX_VALUE - shadow.model.total() + shadow.model.number(counter) - random.nextInt(2));
        for (int i = 0; i < 5; i++) add(false);
        set(keyValues(), random.nextInt(5));
        set(counter, 0);
    }

    private void heartbeat() {
        List<String> leases = List.of(lease(), lease());
        RequestId by = driver.newRequest();
        shadow.beats(by, leases);
        driver.run(driver.table.heartbeat(by, leases, driver.now));
        if (driver.answerTo(by).isEmpty()) shadow.count("beats too late");
    }

    private void leave() {
        if (shadow.waiting().isEmpty()) return;
        if (!shadow.inLine().isEmpty() && random.nextInt(3) == 0) {
            RequestId decided = anyOf(shadow.inLine());
            shadow.isDecided(decided);
            driver.run(driver.table.decide(decided));
            return;
        }
        RequestId by = anyOf(shadow.waiting());
        shadow.leaves(by);
        driver.run(driver.table.giveUp(by));
    }

    private void startAnew() {
        shadow.startsAnew();
        if (random.nextBoolean()) driver.takeOver();
        else driver.restart();
    }

    private void ask(Function<RequestId, LimiterCommand.Asked> command, Shadow.Change onModel) {
        RequestId by = driver.newRequest();
        shadow.asks(by, onModel);
        driver.run(driver.table.begin(command.apply(by), driver.now));
    }

    private String lease() {
        return "lease" + random.nextInt(12);
    }

    private <T> T anyOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private KeyValues keyValues() {
        Map<String, Value> pairs = new LinkedHashMap<>();
        for (String key : KEYS) if (random.nextInt(4) > 0) pairs.put(key, value());
        if (pairs.isEmpty()) pairs.put("a", value());
        return KeyValues.of(pairs);
    }

    private Value value() {
        int which = random.nextInt(4);
        return which < 3 ? Value.text("v" + which) : Value.int64(1);
    }

    private KeyPatterns patterns(int more, KeyPatterns atLeast) {
        Map<String, ValuePattern> pairs = new LinkedHashMap<>();
        for (int i = 0; i < more; i++) pairs.put(anyOf(KEYS), pattern());
        for (var pair : atLeast)
            pairs.put(pair.getKey(), pair.getValue() instanceof ValuePattern.Exactly && random.nextBoolean()
                    ? pair.getValue()
                    : pair.getValue() instanceof ValuePattern.Any ? pattern() : ValuePattern.ANY);
        return KeyPatterns.of(pairs);
    }

    private ValuePattern pattern() {
        return random.nextInt(3) == 0 ? ValuePattern.exactly(value()) : ValuePattern.ANY;
    }

    private Terms terms() {
        return new Terms(limit(), random.nextInt(20) == 0);
    }

    private Terms.Change change() {
        return new Terms.Change(
                random.nextBoolean() ? Optional.of(limit()) : Optional.empty(),
                random.nextInt(3) == 0 ? Optional.of(random.nextInt(6) == 0) : Optional.empty());
    }

    private Limit limit() {
        int most = random.nextInt(15);
        return most > 12 ? Limit.UNLIMITED : Limit.atMost(most);
    }
}
