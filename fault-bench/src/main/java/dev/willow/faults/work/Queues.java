package dev.willow.faults.work;

import dev.willow.client.LimiterClient;
import dev.willow.client.WillowClient;
import dev.willow.common.api.limiter.LimitDefinition;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.faults.history.Limit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// The queues and limits that the crew works with.
///
/// | queue | items | limits on what runs |
/// |---|---|---|
/// | builds | are tried for ever; at most 40 at a time | one of a branch, 3 of a pool, 4 of the pool big |
/// | pushes | take the place of those that wait, are tried for ever | of a repository what [RuleChanger] says; as builds of a pool |
/// | brief | are tried a few times | none |
public final class Queues {
    public static final String BUILDS = "builds";
    public static final String PUSHES = "pushes";
    public static final String BRIEF = "brief";
    public static final List<String> ALL = List.of(BUILDS, PUSHES, BRIEF);
    static final String QUEUE_KEY = "(queue)";
    private static final int MOST_BUILDS = 40;
    private static final int POOL = 3;
    private static final int BIG_POOL = 4;
    private static final int SEATS = 2;
    private static final Map<String, String> BIG = Map.of("pool", "big");

    private Queues() {}

    static void create(WillowClient willow, LimiterClient limiter) {
        willow.createQueue(QueueSpec.of(BUILDS, MOST_BUILDS));
        willow.createQueue(QueueSpec.of(PUSHES, -1));
        willow.createQueue(QueueSpec.of(BRIEF, -1));
        limiter.createRule(rule("one build of a branch", any("branch"), 1));
        limiter.createRule(rule("pool", any("pool"), POOL));
        limiter.createOverride("pool", rule("big pool", KeyPatterns.of(Map.of("pool", ValuePattern.exactly(Value.text("big")))), BIG_POOL));
        limiter.createRule(rule("seats", any("seat"), SEATS));
    }

    /// What [#create] made, and what the rule changer did.
    static List<Limit> limits(Limit changing) {
        return List.of(changing,
                Limit.of("one build of a branch", List.of("branch"), 1),
                Limit.of("pool", List.of("pool"), POOL).except(BIG),
                Limit.of("big pool", List.of("pool"), BIG_POOL).only(BIG),
                Limit.of("seats", List.of("seat"), SEATS),
                Limit.of("most builds", List.of(QUEUE_KEY), MOST_BUILDS).only(Map.of(QUEUE_KEY, BUILDS)));
    }

    static LimitSpec rule(String name, KeyPatterns groupBy, long limit) {
        return new LimitSpec(new LimitDefinition(Optional.of(name), groupBy), new LimitProperties(limit, false));
    }

    static KeyPatterns any(String key) {
        return KeyPatterns.of(Map.of(key, ValuePattern.ANY));
    }

    static KeyValues keyValues(Map<String, String> texts) {
        Map<String, Value> values = new HashMap<>();
        texts.forEach((key, text) -> values.put(key, Value.text(text)));
        return KeyValues.of(values);
    }

    static Map<String, String> texts(KeyValues keyValues) {
        Map<String, String> texts = new HashMap<>();
        keyValues.forEach(pair -> texts.put(pair.getKey(), pair.getValue().data()));
        return texts;
    }

    static String shown(Map<String, String> texts) {
        StringJoiner shown = new StringJoiner(",");
        texts.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(pair -> shown.add(pair.getKey() + "=" + pair.getValue()));
        return shown.toString();
    }
}
