package dev.willow.examples.worker;

import dev.willow.common.values.KeyValues;
import dev.willow.spring.WillowListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Stands for real builds, which would start a process here.
@Component
class Builder {
    private static final Logger LOG = LoggerFactory.getLogger(Builder.class);
    private static final Duration USUAL = Duration.ofSeconds(2);

    /// A newer commit of a branch stops the build of the one before, and stands for it.
    @WillowListener(queue = "${builds.queue}", query = "os=${builds.os}", concurrency = "${builds.at-a-time}", stoppingSuperseded = true)
    void build(Build build, KeyValues channel) throws InterruptedException {
        LOG.info("building {} of {}", build.commit(), channel);
        Thread.sleep(build.duration().orElse(USUAL));
        LOG.info("built {}", build.commit());
    }
}
