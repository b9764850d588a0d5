package dev.willow.hostile.stage;

import dev.willow.hostile.request.Case;
import dev.willow.hostile.request.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A queue with items that wait and one in processing, and one that is full.
public final class WillowStage implements Stage, AutoCloseable {
    private static final String QUEUE = "{'Spec': {'DBDefinition': {'Name': '%s'}, 'Properties': {'MaxItems': %d}}}";
    private static final String ITEM = "{'Spec': {'DBDefinition': {'KeyValues': {'k': '%s'}}, 'Properties': {'Item': 'aGVsbG8=', 'TimeoutDuration': '24h'}}}";
    private final Caller willow;
    private final Caller limiter;

    /// @param limiter the port of the Limiter that Willow asks
    public WillowStage(int willow, int limiter, Duration patience) {
        this.willow = new Caller(willow, patience);
        this.limiter = new Caller(limiter, patience);
    }

    @Override
    public Names set() {
        willow.awaitQuiet();
        for (JsonNode queue : willow.call("GET", "/v1/queues", null))
            willow.callIfThere("DELETE", "/v1/queues/" + Caller.encoded(queue.at("/Spec/DBDefinition/Name").asString()), null);
        willow.requireNothingAt("/v1/queues");
        willow.call("POST", "/v1/queues", QUEUE.formatted("attacked", 500));
        willow.call("POST", "/v1/queues", QUEUE.formatted("full", 1));
        willow.call("POST", "/v1/queues/full/channels/items", ITEM.formatted("a"));
        willow.call("POST", "/v1/queues/attacked/channels/items", ITEM.formatted("a"));
        String item = willow.call("POST", "/v1/queues/attacked/channels/items/dequeue?wait=20ms", "{}").at("/State/ID").asString();
        willow.call("POST", "/v1/queues/attacked/channels/items", ITEM.formatted("a"));
        willow.call("POST", "/v1/queues/attacked/channels/items", ITEM.formatted("b"));
        return new Names(Map.of("Name", "attacked"), Map.of("ItemID", item));
    }

    /// Of Willow, and of the counters by which it asks the Limiter.
    @Override
    public JsonNode state() {
        willow.awaitQuiet();
        ObjectNode state = Backup.state(willow.bytes("/actuator/backup"));
        state.set("limiter", LimiterStage.kept(Backup.state(limiter.bytes("/actuator/backup"))).path("machine"));
        return state;
    }

    @Override
    public List<Case> conflicts() {
        return List.of(
                Conflict.of("POST", "/v1/queues", "a name in use", _ -> QUEUE.formatted("full", 3)),
                Conflict.of("POST", "/v1/queues/full/channels/items", "an item too many", _ -> ITEM.formatted("a")),
                Conflict.of("POST", "/v1/queues/full/channels/items", "an item too many, of a new channel", _ -> ITEM.formatted("new")),
                Conflict.of("POST", "/v1/queues/{Name}/channels/items/ack", "the token of another hand-out",
                        names -> "{'ItemID': '" + names.inBodies().get("ItemID") + "', 'Success': true, 'FencingToken': 0}"),
                Conflict.of("POST", "/v1/queues/{Name}/channels/items/heartbeat", "the token of another hand-out",
                        names -> "{'ItemID': '" + names.inBodies().get("ItemID") + "', 'FencingToken': 0}"));
    }

    @Override
    public void close() {
        willow.close();
        limiter.close();
    }
}
