package dev.willow.system;

import dev.willow.client.LockerClient;
import dev.willow.client.hold.HeldLock;
import dev.willow.client.hold.LockRequest;
import dev.willow.client.hold.Locks;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.time.Duration;
import java.util.function.LongConsumer;

/// The Java of the guide about locks.
record LockAcrossMachinesCode(LockerClient locker, LongConsumer deployment) {
    void run() {
        // snippet
        try (HeldLock lock = new Locks(locker).acquire(
                LockRequest.on(KeyValues.of("deploy", Value.text("production"))).interruptingWhenLost(), Duration.ofMinutes(5))) {
            deploy(lock.fencingToken());
        }
        // end of snippet
    }

    private void deploy(long fencingToken) {
        deployment.accept(fencingToken);
    }
}
