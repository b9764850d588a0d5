package dev.willow.client.hold;

/// Sends heartbeats for what a [Keeping] keeps.
@FunctionalInterface
interface Heart {
    /// Sends one, soon and without blocking, and tells the keeping when it leaves and what came of it.
    void beat(Keeping keeping);

    /// Whether it sends the heartbeats of several keepings in one call.
    default boolean isShared() {
        return false;
    }
}
