package dev.willow.locker.http;

import dev.willow.engine.EngineSettings;
import dev.willow.locker.LockerApplication;
import dev.willow.locker.domain.LockEvent;
import dev.willow.testing.service.RunningService;
import java.nio.file.Path;

/// Locker in this process.
final class RunningLocker extends RunningService<LockEvent> {
    private RunningLocker(EngineSettings settings, String... properties) {
        super(LockerApplication.class, LockEvent.class, settings, properties);
    }

    static RunningLocker inMemory(String... properties) {
        return new RunningLocker(EngineSettings.inMemory(), properties);
    }

    static RunningLocker at(Path directory) {
        return new RunningLocker(EngineSettings.at(directory));
    }
}
