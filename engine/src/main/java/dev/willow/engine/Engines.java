package dev.willow.engine;

import dev.willow.engine.log.DataDirectory;
import dev.willow.engine.log.MemoryLog;
import dev.willow.engine.log.ReplicatedLog;
import dev.willow.engine.log.ratis.LoneLog;
import dev.willow.engine.log.ratis.RatisLog;
import dev.willow.engine.writer.HostedEngine;
import java.util.function.Function;

/// Starts engines.
public final class Engines {
    private Engines() {}

    /// Starts an engine and returns at once; it serves when its status is ready, after what was kept has been read. In a
    /// directory that holds nothing but a backup it begins with that, see [dev.willow.common.backup.Restore].
    ///
    /// @param machine in its initial state; from now on the engine's alone
    /// @param effects given the engine, makes what performs the effects; called before this returns
    /// @throws DirectoryException     if the directory cannot be used, such as when another process has it, or its backup is damaged
    /// @throws UnknownFormatException if the directory or its backup was written by a newer version
    public static <C extends Command, E extends Event, S> Engine<C, E> start(
            EngineSettings settings,
            StateMachine<C, E, S> machine,
            Codecs<C, E, S> codecs,
            Function<Engine<C, E>, EffectRunner<E>> effects) {
        return HostedEngine.start(settings, machine, codecs, effects, logFor(settings, codecs));
    }

    private static ReplicatedLog logFor(EngineSettings settings, Codecs<?, ?, ?> codecs) {
        return switch (settings.durability()) {
            case MEMORY -> new MemoryLog();
            case SYNC, FLUSH -> logIn(DataDirectory.open(settings.directory().orElseThrow()), settings, codecs);
        };
    }

    private static ReplicatedLog logIn(DataDirectory directory, EngineSettings settings, Codecs<?, ?, ?> codecs) {
        try {
            directory.backup(codecs.service()).ifPresent(state -> HostedEngine.requireReadable(state, codecs));
            return settings.group().isAlone()
                    ? new LoneLog(settings, directory, codecs.service())
                    : new RatisLog(settings, directory, codecs.service());
        } catch (RuntimeException refused) {
            directory.close();
            throw refused;
        }
    }
}
