package dev.willow.hostile.stage;

import dev.willow.hostile.request.Case;
import dev.willow.hostile.request.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A rule with an override, one that is full, and counters with and without a lease.
public final class LimiterStage implements Stage, AutoCloseable {
    private static final String RULE = "{'Spec': {'DBDefinition': {'Name': '%s', 'GroupByKeyValues': %s}, 'Properties': {'Limit': %d}}}";
    private static final String COUNTER = "{'Spec': {'DBDefinition': {'KeyValues': %s}, 'Properties': {'Counters': %d%s}}}";
    private static final String GROUP = "{'repo': {'Type': 1024}, 'branch': {'Type': 1024}}";
    private static final String FULL = "{'full': {'Type': 1024}}";
    private static final String BUILD = "{'repo': 'willow', 'branch': 'main', 'os': 'linux'}";
    private final Caller caller;

    public LimiterStage(int port, Duration patience) {
        caller = new Caller(port, patience);
    }

    @Override
    public Names set() {
        caller.awaitQuiet();
        for (JsonNode rule : caller.call("GET", "/v1/limiter/rules/query", null))
            caller.callIfThere("DELETE", "/v1/limiter/rules/" + Caller.encoded(rule.at("/Spec/DBDefinition/Name").asString()), null);
        for (JsonNode counter : caller.call("GET", "/v1/limiter/counters/query", null))
            caller.call("PUT", "/v1/limiter/counters/set", COUNTER.formatted(counter.at("/Spec/DBDefinition/KeyValues"), 0, ""));
        caller.requireNothingAt("/v1/limiter/rules/query");
        caller.requireNothingAt("/v1/limiter/counters/query");
        caller.call("POST", "/v1/limiter/rules", RULE.formatted("attacked", GROUP, 5));
        caller.call("POST", "/v1/limiter/rules/attacked/overrides", RULE.formatted("some", "{'repo': {'Type': 1024}, 'branch': 'some'}", 10));
        caller.call("POST", "/v1/limiter/rules", RULE.formatted("full", FULL, 1));
        caller.call("PUT", "/v1/limiter/counters", COUNTER.formatted("{'full': 'x'}", 1, ""));
        caller.call("PUT", "/v1/limiter/counters", COUNTER.formatted(BUILD, 1, ", 'Lease': {'ID': 'held', 'Timeout': '24h'}"));
        return new Names(Map.of("Name", "attacked", "OverrideName", "some"), Map.of());
    }

    @Override
    public JsonNode state() {
        caller.awaitQuiet();
        return kept(Backup.state(caller.bytes("/actuator/backup")));
    }

    /// Without what numbers what comes next, and how locks are had from Locker.
    static ObjectNode kept(ObjectNode state) {
        ((ObjectNode) state.path("machine")).remove(List.of("sequence", "leaderRun", "lockSession"));
        return state;
    }

    @Override
    public List<Case> conflicts() {
        return List.of(
                Conflict.of("PUT", "/v1/limiter/counters", "more than a limit allows", _ -> COUNTER.formatted("{'full': 'x'}", 1, "")),
                Conflict.of("PUT", "/v1/limiter/counters?wait=1ms", "more than a limit allows, for a moment", _ -> COUNTER.formatted("{'full': 'x'}", 1, "")),
                Conflict.of("PUT", "/v1/limiter/counters", "a lease more than a limit allows",
                        _ -> COUNTER.formatted("{'full': 'x', 'other': 'y'}", 1, ", 'Lease': {'ID': 'new'}")),
                Conflict.of("PUT", "/v1/limiter/counters", "far too many", _ -> COUNTER.formatted("{'full': 'y'}", Long.MAX_VALUE, "")),
                Conflict.of("POST", "/v1/limiter/rules", "a name in use", _ -> RULE.formatted("full", "{'other': {'Type': 1024}}", 1)),
                Conflict.of("POST", "/v1/limiter/rules", "a group in use", _ -> RULE.formatted("other", FULL, 1)),
                Conflict.of("POST", "/v1/limiter/rules/{Name}/overrides", "a name in use",
                        _ -> RULE.formatted("some", "{'repo': 'x', 'branch': {'Type': 1024}}", 1)));
    }

    @Override
    public void close() {
        caller.close();
    }
}
