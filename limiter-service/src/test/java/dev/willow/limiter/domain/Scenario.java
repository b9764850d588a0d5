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
import java.util.stream.Collectors;

/// Plays a table of steps, one per line: `time  step  | what is expected of it`. Key-values are written `repo=a,os=linux`,
/// Any as `*`. A waiting addition is `wait NAME ...`; what it is answered shows wherever that happens.
final class Scenario {
    private final TableDriver driver = TableDriver.withWillingLocker();

    static void check(String table) {
        new Scenario().play(table);
    }

    private void play(String table) {
        for (String line : table.lines().filter(each -> !each.isBlank()).toList()) {
            String[] halves = line.split("\\|", 2);
            String[] words = halves[0].strip().split("\\s+");
            Duration until = Duration.between(driver.now, java.time.Instant.EPOCH.plus(seconds(words[0])));
            driver.pass(until);
            List<LimiterEvent> meanwhile = driver.takeEvents();
            RequestId by = step(words);
            List<LimiterEvent> happened = new java.util.ArrayList<>(meanwhile);
            happened.addAll(driver.takeEvents());
            String shown = happened.stream().map(event -> shown(event, by)).filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", "));
            assertThat(shown).as(line.strip()).isEqualTo(halves.length < 2 ? "" : halves[1].strip());
        }
    }

    private RequestId step(String[] words) {
        RequestId by = words[1].equals("wait") ? new RequestId(words[2]) : driver.newRequest();
        switch (words[1]) {
            case "rule" -> begin(new LimiterCommand.CreateRule(
                    by, new Bound.Rule("id-" + words[2], words[2], patterns(words[3]), terms(words[4]))));
            case "change" -> begin(words[2].contains("/")
                    ? new LimiterCommand.ChangeOverride(by, ruleOf(words[2]), overrideOf(words[2]), change(words[3]))
                    : new LimiterCommand.ChangeRule(by, words[2], change(words[3])));
            case "drop" -> begin(words[2].contains("/")
                    ? new LimiterCommand.DeleteOverride(by, ruleOf(words[2]), overrideOf(words[2]))
                    : new LimiterCommand.DeleteRule(by, words[2]));
            case "override" -> begin(new LimiterCommand.CreateOverride(
                    by, ruleOf(words[2]), "id-" + words[2], overrideOf(words[2]), patterns(words[3]), terms(words[4])));
            case "add" -> driver.run(driver.table.add(by, addition(words, 2), false, driver.now));
            case "wait" -> driver.run(driver.table.add(by, addition(words, 3), true, driver.now));
            case "leave" -> driver.run(driver.table.giveUp(new RequestId(words[2])));
            case "subtract" -> begin(new LimiterCommand.Subtract(by, keyValues(words[2]), Long.parseLong(words[3])));
            case "remove" -> begin(new LimiterCommand.RemoveLease(by, keyValues(words[2]), words[3]));
            case "set" -> begin(new LimiterCommand.SetNumber(by, keyValues(words[2]), Long.parseLong(words[3])));
            case "beat" -> driver.run(driver.table.heartbeat(by, List.of(words[2].split(",")), driver.now));
            case "take-over" -> driver.takeOver();
            case "nothing" -> {}
            default -> throw new IllegalArgumentException(words[1]);
        }
        return by;
    }

    private void begin(LimiterCommand.Asked command) {
        driver.run(driver.table.begin(command, driver.now));
    }

    private static String shown(LimiterEvent event, RequestId by) {
        String whose = event.answers().filter(other -> !other.equals(by)).map(other -> " " + other.value()).orElse("");
        return switch (event) {
            case LimiterEvent.Counted(RequestId _, CounterState counter, var _) -> counter.number() + whose;
            case LimiterEvent.Refused(RequestId _, Refusal refusal) -> shown(refusal) + whose;
            case LimiterEvent.Withdrawn(RequestId _, Refusal refusal) -> "withdrawn: " + shown(refusal) + whose;
            case LimiterEvent.Queued _ -> "queued";
            case LimiterEvent.SentBack _ -> "sent back";
            case LimiterEvent.Lapsed(KeyValues _, String lease) -> "lapsed " + lease;
            case LimiterEvent.HeartbeatTaken(RequestId _, List<String> unknown) -> "unknown " + unknown;
            case LimiterEvent.RuleStands _, LimiterEvent.OverrideStands _ -> "ok";
            case LimiterEvent.RuleDeleted _, LimiterEvent.OverrideDeleted _ -> "gone";
            case LimiterEvent.RoomTold(RequestId _, RoomNews news) -> "room " + news.rooms().size();
            case LimiterEvent.Settled _ -> "settled";
            case LimiterEvent.LockEffect _, LimiterEvent.BatchBegun _ -> "";
        };
    }

    static String shown(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Limited(var reason, var rule, var override, var limit, var sum, var group) ->
                    (switch (reason) {
                        case RULE_PAUSED -> "paused ";
                        case LIMIT_ZERO -> "zero ";
                        case LIMIT_REACHED -> "reached ";
                    }) + override.map(name -> rule + "/" + name).orElse(rule) + " " + sum + " of "
                            + (limit instanceof Limit.AtMost(long places) ? places : "unlimited")
                            + " at " + (group.isEmpty() ? "all" : group.toString().replace(", ", ","));
            case Refusal.NoSuchRule(String name) -> "no rule " + name;
            case Refusal.NoSuchOverride(String rule, String name) -> "no override " + rule + "/" + name;
            case Refusal.NameInUse(String name) -> "name in use " + name;
            case Refusal.GroupInUse(String name) -> "group in use by " + name;
            case Refusal.KeysMissing(List<String> keys) -> "lacks " + String.join(",", keys);
            case Refusal.NeverApplies(String key) -> "never applies for " + key;
            case Refusal.TooLarge _ -> "too large";
            case Refusal.TooManyListeners _ -> "too many listen";
            case Refusal.LineFull(var rule, var override, var group, var _) ->
                    "line full " + override.map(name -> rule + "/" + name).orElse(rule) + " at " + group.toString().replace(", ", ",");
            case Refusal.Unsettled _ -> "unsettled";
            case Refusal.AnotherRun(long run) -> "another run " + run;
            case Refusal.LockerUnreachable(String reason) -> "locker: " + reason;
        };
    }

    /// `KEYS PLACES [LEASE[/SECONDS]]`
    private static Addition addition(String[] words, int from) {
        Optional<Addition.LeaseTerms> lease = words.length <= from + 2 ? Optional.empty() : Optional.of(lease(words[from + 2]));
        return new Addition(keyValues(words[from]), Long.parseLong(words[from + 1]), lease);
    }

    private static Addition.LeaseTerms lease(String text) {
        String[] parts = text.split("/");
        return new Addition.LeaseTerms(parts[0], parts.length < 2 ? Duration.ZERO : seconds(parts[1]));
    }

    private static Duration seconds(String text) {
        return Duration.ofMillis((long) (1000 * Double.parseDouble(text.replace("s", ""))));
    }

    private static String ruleOf(String path) {
        return path.substring(0, path.indexOf('/'));
    }

    private static String overrideOf(String path) {
        return path.substring(path.indexOf('/') + 1);
    }

    private static Terms terms(String text) {
        return change(text).to(new Terms(Limit.UNLIMITED, false));
    }

    /// A limit, `unlimited`, `paused`, `resumed`, or a limit with `!` for "and paused".
    private static Terms.Change change(String text) {
        if (text.equals("paused") || text.equals("resumed"))
            return new Terms.Change(Optional.empty(), Optional.of(text.equals("paused")));
        boolean paused = text.endsWith("!");
        String limit = text.replace("!", "");
        return new Terms.Change(
                Optional.of(limit.equals("unlimited") ? Limit.UNLIMITED : Limit.atMost(Long.parseLong(limit))),
                paused ? Optional.of(true) : Optional.empty());
    }

    static KeyValues keyValues(String text) {
        Map<String, Value> pairs = new LinkedHashMap<>();
        for (String pair : text.split(",")) pairs.put(pair.split("=")[0], Value.text(pair.split("=")[1]));
        return KeyValues.of(pairs);
    }

    static KeyPatterns patterns(String text) {
        Map<String, ValuePattern> pairs = new LinkedHashMap<>();
        if (text.equals("none")) return KeyPatterns.NONE;
        for (String pair : text.split(",")) {
            String value = pair.split("=")[1];
            pairs.put(pair.split("=")[0], value.equals("*") ? ValuePattern.ANY : ValuePattern.exactly(Value.text(value)));
        }
        return KeyPatterns.of(pairs);
    }
}
