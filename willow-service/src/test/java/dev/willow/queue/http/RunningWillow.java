package dev.willow.queue.http;

import dev.willow.engine.EngineSettings;
import dev.willow.queue.WillowApplication;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.testing.service.RunningService;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/// Willow in this process, with a Limiter of its own.
final class RunningWillow extends RunningService<QueueEvent> {
    private final LimiterServer limiter;
    private final boolean ownsLimiter;
    private final int listeningsBefore;

    private RunningWillow(EngineSettings settings, LimiterServer limiter, boolean ownsLimiter, String... properties) {
        this(settings, limiter, ownsLimiter, limiter.listenings(), properties);
    }

    private RunningWillow(
            EngineSettings settings, LimiterServer limiter, boolean ownsLimiter, int listeningsBefore, String... properties) {
        super(WillowApplication.class, QueueEvent.class, settings,
                Stream.concat(Stream.of("willow.limiter-url=" + limiter.url()), Arrays.stream(properties)).toArray(String[]::new));
        this.limiter = limiter;
        this.ownsLimiter = ownsLimiter;
        this.listeningsBefore = listeningsBefore;
    }

    /// Ready to hand out items.
    static RunningWillow inMemory(String... properties) {
        return new RunningWillow(EngineSettings.inMemory(), new LimiterServer(), true, properties).inAgreement();
    }

    /// @param limiter goes on when this is closed
    static RunningWillow at(Path directory, LimiterServer limiter) {
        return new RunningWillow(EngineSettings.at(directory), limiter, false).inAgreement();
    }

    /// @param limiter may be away
    static RunningWillow inMemory(LimiterServer limiter, String... properties) {
        return new RunningWillow(EngineSettings.inMemory(), limiter, false, properties);
    }

    /// Waits until the Limiter and the queues agree, so that items are handed out.
    RunningWillow inAgreement() {
        limiter.awaitListening(listeningsBefore);
        return this;
    }

    LimiterServer limiter() {
        return limiter;
    }

    @Override
    public void close() {
        super.close();
        if (ownsLimiter) limiter.close();
    }
}
