package dev.willow.kit;

import dev.willow.kit.waiting.WaitingRoom;
import org.springframework.context.SmartLifecycle;

/// When the service stops, sends waiting callers away before the web server waits for its last requests. (Phases stop
/// from the highest down; the web server's is below the default, which is the highest.)
final class StopWaiting implements SmartLifecycle {
    private final WaitingRoom room;
    private volatile boolean running;

    StopWaiting(WaitingRoom room) {
        this.room = room;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        room.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
