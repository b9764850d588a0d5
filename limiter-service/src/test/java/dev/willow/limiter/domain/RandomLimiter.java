package dev.willow.limiter.domain;

import static org.assertj.core.api.Assertions.assertThat;

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

/// Plays random steps on a table and on the model that counts again, and compares after each.
final class RandomLimiter {
    private static final List<String> KEYS = List.of("a", "b", "c");

    private final Random random;
    final TableDriver driver = TableDriver.withWillingLocker();
    final Recount model = new Recount();
    private final Map<RequestId, Addition> inLine = new LinkedHashMap<>();
    private int named;
    int refused;
    int admitted;
    int granted;
    int lapsed;

    RandomLimiter(long seed) {
        random = new Random(seed);
    }

    void step() {
        switch (random.nextInt(22)) {
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
            case 19 -> driver.run(driver.table.heartbeat(driver.newRequest(), List.of(lease(), lease()), driver.now));
            case 20 -> leave();
            default -> { if (random.nextInt(20) == 0) takeOver(); }
        }
        follow();
        compare();
    }

    private void createRule() {
        if (model.rules.size() > 4) return;
        String name = "rule" + named++;
        KeyPatterns keys = patterns(random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(2), KeyPatterns.NONE);
        Terms terms = terms();
        boolean used = model.rules.values().stream().anyMatch(rule -> rule.keys.equals(keys));
        LimiterEvent answer = ask(by ->
                new LimiterCommand.CreateRule(by, new Bound.Rule("id-" + name, name, keys, terms)), () -> {
                    if (!used) model.rules.put(name, new Recount.RuleModel("id-" + name, keys, terms));
                });
        assertThat(answer instanceof LimiterEvent.Refused).isEqualTo(used);
    }

    private void createOverride() {
        if (model.rules.isEmpty()) return;
        String rule = anyOf(List.copyOf(model.rules.keySet()));
        Recount.RuleModel ruleModel = model.rules.get(rule);
        String name = "over" + named++;
        KeyPatterns keys = patterns(random.nextInt(3), ruleModel.keys);
        Terms terms = terms();
        boolean fits = ruleModel.overrides.size() < 3
                && ruleModel.overrides.values().stream().noneMatch(override -> override.keys.equals(keys));
        if (!fits) return;
        LimiterEvent answer = ask(by -> new LimiterCommand.CreateOverride(by, rule, "id-" + name, name, keys, terms),
                () -> ruleModel.overrides.put(name, new Recount.RuleModel("id-" + name, keys, terms)));
        assertThat(answer).isInstanceOf(LimiterEvent.OverrideStands.class);
    }

    private void changeRule() {
        if (model.rules.isEmpty()) return;
        String rule = anyOf(List.copyOf(model.rules.keySet()));
        Terms.Change change = change();
        ask(by -> new LimiterCommand.ChangeRule(by, rule, change),
                () -> model.rules.get(rule).terms = change.to(model.rules.get(rule).terms));
    }

    private void changeOverride() {
        withOverride((rule, override) -> {
            Recount.RuleModel changed = model.rules.get(rule).overrides.get(override);
            Terms.Change change = change();
            ask(by -> new LimiterCommand.ChangeOverride(by, rule, override, change),
                    () -> changed.terms = change.to(changed.terms));
        });
    }

    private void delete() {
        if (random.nextBoolean()) {
            withOverride((rule, override) -> ask(by -> new LimiterCommand.DeleteOverride(by, rule, override),
                    () -> model.rules.get(rule).overrides.remove(override)));
        } else if (!model.rules.isEmpty() && random.nextBoolean()) {
            String rule = anyOf(List.copyOf(model.rules.keySet()));
            ask(by -> new LimiterCommand.DeleteRule(by, rule), () -> model.rules.remove(rule));
        }
    }

    private void withOverride(java.util.function.BiConsumer<String, String> use) {
        List<String> rules = model.rules.entrySet().stream()
                .filter(rule -> !rule.getValue().overrides.isEmpty()).map(Map.Entry::getKey).toList();
        if (rules.isEmpty()) return;
        String rule = anyOf(rules);
        use.accept(rule, anyOf(List.copyOf(model.rules.get(rule).overrides.keySet())));
    }

    private void add(boolean waits) {
        Optional<Addition.LeaseTerms> terms = random.nextInt(3) == 0
                ? Optional.empty()
                : Optional.of(new Addition.LeaseTerms(lease(), Duration.ofSeconds(random.nextInt(4) * 2L)));
        Addition addition = new Addition(keyValues(), 1 + random.nextInt(2), terms);
        Optional<String> expected = model.hasLeaseOf(addition)
                ? Optional.empty()
                : model.refusal(addition.counter(), addition.places());
        RequestId by = driver.add(addition, waits);
        Optional<LimiterEvent> answer = driver.answerTo(by);
        if (waits && answer.isEmpty()) {
            inLine.put(by, addition);
            return;
        }
        switch (answer.orElseThrow()) {
            case LimiterEvent.Refused(RequestId _, Refusal refusal) -> {
                refused++;
                assertThat(Scenario.shown(refusal)).isEqualTo(expected.orElse("nothing to refuse"));
            }
            case LimiterEvent.Counted(RequestId _, CounterState counter, var _) -> {
                admitted++;
                assertThat(expected).isEmpty();
                model.add(addition);
                assertThat(counter.number()).isEqualTo(model.number(addition.counter()));
            }
            default -> throw new AssertionError(answer);
        }
        driver.events.removeIf(event -> event.answers().filter(by::equals).isPresent());
    }

    private void subtract() {
        KeyValues counter = keyValues();
        long places = 1 + random.nextInt(3);
        ask(by -> new LimiterCommand.Subtract(by, counter, places), () -> model.subtract(counter, places));
    }

    private void removeLease() {
        KeyValues counter = keyValues();
        String lease = lease();
        ask(by -> new LimiterCommand.RemoveLease(by, counter, lease), () -> model.removeLease(counter, lease));
    }

    private void set() {
        KeyValues counter = keyValues();
        long number = random.nextInt(6) - 2L;
        ask(by -> new LimiterCommand.SetNumber(by, counter, number), () -> model.set(counter, number));
    }

    private void leave() {
        if (inLine.isEmpty()) return;
        RequestId by = anyOf(List.copyOf(inLine.keySet()));
        driver.run(driver.table.giveUp(by));
    }

    private void takeOver() {
        driver.takeOver();
        inLine.clear();
    }

    /// Does to the model what the events say was done beside what was asked, in their order.
    private void follow() {
        for (LimiterEvent event : driver.takeEvents()) {
            switch (event) {
                case LimiterEvent.Lapsed(KeyValues counter, String lease) -> {
                    lapsed++;
                    model.removeLease(counter, lease);
                }
                case LimiterEvent.Counted(RequestId by, CounterState _, var _) when inLine.containsKey(by) -> {
                    granted++;
                    Addition addition = inLine.remove(by);
                    if (!model.hasLeaseOf(addition))
                        assertThat(model.refusal(addition.counter(), addition.places())).as("granted %s", addition).isEmpty();
                    model.add(addition);
                }
                case LimiterEvent.Withdrawn(RequestId by, Refusal _) -> assertThat(inLine.remove(by)).isNotNull();
                case LimiterEvent.Refused refused -> throw new AssertionError("refused unasked: " + refused);
                default -> {}
            }
        }
    }

    private void compare() {
        assertThat(driver.table.sums()).isEqualTo(model.sums());
        LimiterPicture picture = driver.table.capture();
        Map<KeyValues, Long> numbers = new LinkedHashMap<>();
        picture.counters().forEach(counter -> numbers.put(counter.counter(), counter.number()));
        Map<KeyValues, Long> expected = new LinkedHashMap<>();
        model.counters.forEach((counter, each) -> expected.put(counter, each.number));
        assertThat(numbers).isEqualTo(expected);
        assertThat(picture.line().stream().map(LimiterPicture.WaiterPicture::by).toList()).containsExactlyElementsOf(inLine.keySet());
        // Nobody waits who could go: the first in line is held back by a limit.
        if (!inLine.isEmpty()) {
            Addition first = inLine.values().iterator().next();
            assertThat(model.refusal(first.counter(), first.places())).as("first in line %s", first).isPresent();
        }
    }

    /// Runs a command and tells its answer; the model does the same before it follows what else happened.
    private LimiterEvent ask(java.util.function.Function<RequestId, LimiterCommand.Asked> command, Runnable onModel) {
        RequestId by = driver.newRequest();
        driver.run(driver.table.begin(command.apply(by), driver.now));
        LimiterEvent answer = driver.answerTo(by).orElseThrow();
        driver.events.remove(answer);
        onModel.run();
        return answer;
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
