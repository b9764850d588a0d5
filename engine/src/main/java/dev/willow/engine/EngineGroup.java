package dev.willow.engine;

import java.util.Map;
import java.util.TreeMap;

/// The nodes that keep the same log. Alone, or an odd number of peers of which a majority must be up.
///
/// @param self  the name of this node; kept in its directory, so it stays what it was
/// @param peers the address of every node, `host:port`, this one's included; empty if it is alone
public record EngineGroup(String self, Map<String, String> peers) {
    private static final EngineGroup ALONE = new EngineGroup("n1", Map.of());

    public EngineGroup {
        peers = Map.copyOf(new TreeMap<>(peers));
        if (!peers.isEmpty() && !peers.containsKey(self))
            throw new IllegalArgumentException("the peers " + peers.keySet() + " do not include this node, " + self);
        if (peers.size() == 1) throw new IllegalArgumentException("a node with no other peers is alone; name none");
    }

    /// One node; it opens no port.
    public static EngineGroup alone() {
        return ALONE;
    }

    public boolean isAlone() {
        return peers.isEmpty();
    }
}
