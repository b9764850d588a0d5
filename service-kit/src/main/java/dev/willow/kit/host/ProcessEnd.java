package dev.willow.kit.host;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the process when its engine can go on no longer: one line says why, and whoever runs it starts it anew.
@FunctionalInterface
public interface ProcessEnd {
    int STATUS = 1;

    void end();

    /// Lets the process end in order, but not for long: what failed may not be able to.
    static ProcessEnd exit() {
        return () -> {
            Thread.ofPlatform().daemon().name("last-resort").start(() -> {
                try {
                    TimeUnit.SECONDS.sleep(10);
                } catch (InterruptedException now) {
                    Thread.currentThread().interrupt();
                }
                Runtime.getRuntime().halt(STATUS);
            });
            System.exit(STATUS);
        };
    }

    default void because(String service, String reason, Throwable cause) {
        Logger log = LoggerFactory.getLogger(ProcessEnd.class);
        log.error("{} ends: {}", service, reason);
        log.debug("the cause", cause);
        end();
    }
}
