package dev.willow.kit;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/// Says in one line where the service listens.
final class ReadyLine implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(ReadyLine.class);

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        Environment settings = ready.getApplicationContext().getEnvironment();
        Duration taken = ready.getTimeTaken();
        LOG.info(
                "{} listens on {}:{} after {} ms",
                settings.getProperty("spring.application.name", "service"),
                settings.getProperty("server.address", "*"),
                settings.getProperty("local.server.port", "?"),
                taken == null ? "?" : taken.toMillis());
    }
}
