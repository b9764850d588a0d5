package dev.willow.engine;

import dev.willow.engine.clock.EngineClock;
import java.nio.file.Path;
import java.util.Optional;

/// How an engine is run. Start from [#at] or [#inMemory] and change what is to differ.
///
/// @param name       names its threads and log lines
/// @param directory  where everything that must last is kept; none with [Durability#MEMORY]
/// @param durability when a command counts as written
/// @param group      the nodes that keep the same log
/// @param limits     what it holds at most
/// @param clock      where time comes from
/// @param onFailure  told when it can go on no longer
/// @param observer   told what it does
public record EngineSettings(
        String name,
        Optional<Path> directory,
        Durability durability,
        EngineGroup group,
        EngineLimits limits,
        EngineClock clock,
        FailureListener onFailure,
        EngineObserver observer) {

    public EngineSettings {
        if (durability != Durability.MEMORY && directory.isEmpty())
            throw new IllegalArgumentException("durability " + durability + " needs a directory");
        if (durability == Durability.MEMORY && !group.isAlone())
            throw new IllegalArgumentException("a log in memory has no peers");
    }

    /// One node that keeps everything in this directory, each command synced.
    public static EngineSettings at(Path directory) {
        return new EngineSettings("engine", Optional.of(directory), Durability.SYNC, EngineGroup.alone(), EngineLimits.DEFAULT,
                EngineClock.system(), FailureListener.none(), EngineObserver.none());
    }

    /// One node that keeps nothing.
    public static EngineSettings inMemory() {
        return new EngineSettings("engine", Optional.empty(), Durability.MEMORY, EngineGroup.alone(),
                EngineLimits.DEFAULT,
                EngineClock.system(), FailureListener.none(), EngineObserver.none());
    }

    public EngineSettings named(String other) {
        return new EngineSettings(other, directory, durability, group, limits, clock, onFailure, observer);
    }

    public EngineSettings with(Durability other) {
        return new EngineSettings(name, directory, other, group, limits, clock, onFailure, observer);
    }

    public EngineSettings with(EngineGroup other) {
        return new EngineSettings(name, directory, durability, other, limits, clock, onFailure, observer);
    }

    public EngineSettings with(EngineLimits other) {
        return new EngineSettings(name, directory, durability, group, other, clock, onFailure, observer);
    }

    public EngineSettings with(EngineClock other) {
        return new EngineSettings(name, directory, durability, group, limits, other, onFailure, observer);
    }

    public EngineSettings with(FailureListener other) {
        return new EngineSettings(name, directory, durability, group, limits, clock, other, observer);
    }

    public EngineSettings with(EngineObserver other) {
        return new EngineSettings(name, directory, durability, group, limits, clock, onFailure, other);
    }
}
