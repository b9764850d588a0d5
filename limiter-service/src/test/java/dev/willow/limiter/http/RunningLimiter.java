package dev.willow.limiter.http;

import dev.willow.engine.EngineSettings;
import dev.willow.limiter.LimiterApplication;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.testing.service.RunningService;
import java.nio.file.Path;

/// The Limiter in this process.
final class RunningLimiter extends RunningService<LimiterEvent> {
    private RunningLimiter(EngineSettings settings, FakeLocker locker) {
        super(LimiterApplication.class, LimiterEvent.class, settings, "limiter.locker-url=" + locker.url());
    }

    static RunningLimiter inMemory(FakeLocker locker) {
        return new RunningLimiter(EngineSettings.inMemory(), locker);
    }

    static RunningLimiter at(Path directory, FakeLocker locker) {
        return new RunningLimiter(EngineSettings.at(directory), locker);
    }
}
