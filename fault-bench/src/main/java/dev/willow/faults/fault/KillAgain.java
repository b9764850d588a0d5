package dev.willow.faults.fault;

import dev.willow.faults.scene.Scene;
import dev.willow.testing.process.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/// SIGKILL of a service, and again each time when it has just begun to listen, while it finds out what there is and who is there.
///
/// @param lives how long it lives each time
record KillAgain(Scene scene, Service service, List<Duration> lives) implements Fault {
    @Override
    public String kind() {
        return "kill, and again while it starts";
    }

    @Override
    public String what() {
        return "kill " + service.label() + ", and again after " + lives.stream().map(life -> life.toMillis() + " ms").toList();
    }

    @Override
    public void strike() throws IOException, InterruptedException {
        scene.kill(service);
        for (Duration life : lives) {
            scene.start(EnumSet.of(service));
            Thread.sleep(life);
            scene.kill(service);
        }
    }

    @Override
    public void heal() {
        // by being started again
    }
}
