package dev.willow.bench.limiter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One way in which room comes to be in a group that was full: what to ask of the Limiter before, for it, and after.
///
/// @param key    of the group, and name of its rule
/// @param before each time, so that the group is full
/// @param makes  the request that makes room; empty: it comes by itself [#LEASE] after the last of `before`
/// @param after  each time, so that all is as it was
record RoomCause(String name, String key, List<Ask> once, List<Ask> before, Optional<Ask> makes, List<Ask> after) {
    static final Duration LEASE = Duration.ofMillis(400);
    private static final String RULES = "/v1/limiter/rules";
    private static final String COUNTERS = "/v1/limiter/counters";

    /// A request to the Limiter.
    record Ask(String method, String path, String body) {}

    static List<RoomCause> all() {
        List<RoomCause> all = new ArrayList<>();
        all.add(of("subtraction", "a", 1, full("a"), change("a", -1, ""), List.of()));
        all.add(of("batch with a subtraction", "b", 1, full("b"),
                new Ask("PUT", COUNTERS + "/batch", "[" + change("b", -1, "").body + "]"), List.of()));
        all.add(of("lease removed", "c", 1, List.of(change("c", 1, lease("0"))), change("c", -1, lease("0")), List.of()));
        all.add(new RoomCause("lease lapsed", "d", List.of(rule("d", 1)),
                List.of(change("d", 1, lease(LEASE.toMillis() + "ms"))), Optional.empty(), List.of()));
        all.add(of("counter set to 0", "e", 1, full("e"), new Ask("PUT", COUNTERS + "/set", change("e", 0, "").body), List.of()));
        all.add(of("limit of the rule raised", "f", 1, full("f"), update("f", "{\"Limit\":2}"),
                List.of(update("f", "{\"Limit\":1}"), change("f", -1, ""))));
        all.add(of("rule resumed", "g", 1, List.of(update("g", "{\"Paused\":true}")), update("g", "{\"Paused\":false}"), List.of()));
        all.add(of("rule deleted", "h", 1, full("h"), new Ask("DELETE", RULES + "/h", ""), List.of(rule("h", 1), change("h", -1, ""))));
        all.add(of("override created", "i", 1, full("i"), override("i", 2),
                List.of(new Ask("DELETE", RULES + "/i/overrides/o", ""), change("i", -1, ""))));
        all.add(overridden("override changed", "j", new Ask("PUT", RULES + "/j/overrides/o", "{\"Limit\":2}"),
                new Ask("PUT", RULES + "/j/overrides/o", "{\"Limit\":1}")));
        all.add(overridden("override deleted", "k", new Ask("DELETE", RULES + "/k/overrides/o", ""), override("k", 1)));
        return all;
    }

    private static RoomCause of(String name, String key, long limit, List<Ask> before, Ask makes, List<Ask> after) {
        return new RoomCause(name, key, List.of(rule(key, limit)), before, Optional.of(makes), after);
    }

    private static RoomCause overridden(String name, String key, Ask makes, Ask undoes) {
        return new RoomCause(name, key, List.of(rule(key, 2), override(key, 1)), full(key), Optional.of(makes),
                List.of(undoes, change(key, -1, "")));
    }

    private static List<Ask> full(String key) {
        return List.of(change(key, 1, ""));
    }

    private static Ask change(String key, int number, String lease) {
        return new Ask("PUT", COUNTERS, "{\"Spec\":{\"DBDefinition\":{\"KeyValues\":{\"" + key + "\":\"v\"}},\"Properties\":{\"Counters\":"
                + number + lease + "}}}");
    }

    private static String lease(String timeout) {
        return ",\"Lease\":{\"ID\":\"x\",\"Timeout\":\"" + timeout + "\"}";
    }

    private static Ask update(String rule, String change) {
        return new Ask("PUT", RULES + "/" + rule, change);
    }

    private static Ask rule(String key, long limit) {
        return new Ask("POST", RULES, limit(key, "{\"" + key + "\":{\"Type\":1024}}", limit));
    }

    private static Ask override(String key, long limit) {
        return new Ask("POST", RULES + "/" + key + "/overrides", limit("o", "{\"" + key + "\":\"v\"}", limit));
    }

    private static String limit(String name, String groupBy, long limit) {
        return "{\"Spec\":{\"DBDefinition\":{\"Name\":\"" + name + "\",\"GroupByKeyValues\":" + groupBy + "},\"Properties\":{\"Limit\":"
                + limit + "}}}";
    }
}
