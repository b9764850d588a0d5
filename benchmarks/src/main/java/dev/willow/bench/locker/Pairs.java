package dev.willow.bench.locker;

import dev.willow.bench.load.ClosedLoop.Turn;
import dev.willow.bench.load.Connection;

/// Callers that lock and unlock.
final class Pairs {

    private Pairs() {}

    static Turn<Connection> ofOwnLocks(int caller) {
        return of("own-" + caller);
    }

    /// Of one lock that all want.
    static Turn<Connection> ofOneLock(int caller) {
        return of("wanted by all");
    }

    private static Turn<Connection> of(String name) {
        String acquire = """
                {"Spec":{"DBDefinition":{"KeyValues":{"name":"%s"}},"Properties":{"Timeout":60000000000}}}""".formatted(name);
        return (connection, _) -> {
            Connection.Reply lock = connection.post("/v1/locks", acquire).expect(200);
            String session = "{\"SessionID\":\"" + lock.text("SessionID") + "\"}";
            connection.delete("/v1/locks/" + lock.text("LockID"), session).expect(204);
        };
    }
}
