package dev.willow.limiter.http;

import dev.willow.engine.EngineSettings;
import dev.willow.limiter.LimiterApplication;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.testing.service.RunningService;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/// The Limiter in this process.
final class RunningLimiter extends RunningService<LimiterEvent> {
    private RunningLimiter(EngineSettings settings, FakeLocker locker, String... properties) {
        super(LimiterApplication.class, LimiterEvent.class, settings,
                Stream.concat(Stream.of("limiter.locker-url=" + locker.url()), Arrays.stream(properties)).toArray(String[]::new));
    }

    /// @param properties such as `limiter.max-waiters=2`
    static RunningLimiter inMemory(FakeLocker locker, String... properties) {
        return new RunningLimiter(EngineSettings.inMemory(), locker, properties);
    }

    static RunningLimiter at(Path directory, FakeLocker locker) {
        return new RunningLimiter(EngineSettings.at(directory), locker);
    }
}
