package dev.willow.hostile.stage;

import dev.willow.hostile.request.Case;
import dev.willow.hostile.request.Names;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A session that holds a lock.
public final class LockerStage implements Stage, AutoCloseable {
    private static final String HELD = "{'Spec': {'DBDefinition': {'KeyValues': {'deploy': 'staging'}}, 'Properties': {'SessionID': '%s'}}}";
    private final Caller caller;

    public LockerStage(int port, Duration patience) {
        caller = new Caller(port, patience);
    }

    @Override
    public Names set() {
        caller.awaitQuiet();
        for (JsonNode lock : caller.call("GET", "/v1/locks", null)) {
            String session = lock.at("/State/SessionID").asString();
            caller.callIfThere("DELETE", "/v1/locks/" + lock.at("/State/LockID").asString(), "{\"SessionID\": \"" + session + "\"}");
        }
        caller.requireNothingAt("/v1/locks");
        for (JsonNode session : state().at("/machine/sessions"))
            caller.callIfThere("DELETE", "/v1/sessions/" + session.path("id").asString(), null);
        String session = caller.call("POST", "/v1/sessions", "{'Timeout': '24h'}").path("SessionID").asString();
        String lock = caller.call("POST", "/v1/locks?wait=0", HELD.formatted(session)).at("/State/LockID").asString();
        return new Names(Map.of("LockID", lock, "SessionID", session), Map.of("SessionID", session));
    }

    @Override
    public JsonNode state() {
        caller.awaitQuiet();
        return Backup.state(caller.bytes("/actuator/backup"));
    }

    @Override
    public List<Case> conflicts() {
        return List.of(
                Conflict.of("POST", "/v1/locks?wait=0", "a lock that is held", _ -> HELD.replace(", 'Properties': {'SessionID': '%s'}", "")),
                Conflict.of("POST", "/v1/locks?wait=1ms", "a lock that is held, for a moment", _ -> HELD.replace(", 'Properties': {'SessionID': '%s'}", "")),
                Conflict.of("POST", "/v1/locks?wait=0", "another number of holders",
                        _ -> "{'Spec': {'DBDefinition': {'KeyValues': {'deploy': 'staging'}}, 'Properties': {'MaxHolders': 3}}}"),
                Conflict.of("POST", "/v1/locks/together?wait=0", "a lock that is held beside a free one", _ -> "{'Locks': ["
                        + "{'Spec': {'DBDefinition': {'KeyValues': {'deploy': 'free'}}}}, {'Spec': {'DBDefinition': {'KeyValues': {'deploy': 'staging'}}}}]}"),
                Conflict.of("DELETE", "/v1/locks/{LockID}", "another session", _ -> "{'SessionID': 'of-nobody'}"),
                Conflict.of("POST", "/v1/locks/{LockID}/heartbeat", "another session", _ -> "{'SessionID': 'of-nobody'}"));
    }

    @Override
    public void close() {
        caller.close();
    }
}
