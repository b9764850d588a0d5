package dev.willow.kit.host;

import dev.willow.engine.Durability;
import dev.willow.engine.EngineLimits;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.FailureListener;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Settings of a service's engine, bound from `engine.*`.
///
/// @param directory       where everything that must last is kept
/// @param durability      when a command counts as written: `sync` (on disk), `flush` (survives the process, not the
///                        power) or `memory` (nothing is kept)
/// @param pendingCommands commands and requests that are not yet applied; more are 503
/// @param pendingSize     the size of those commands; more are 503
/// @param openRequests    requests without an answer, those in line included; more are 503
/// @param entrySize       commands gathered into one log entry; at most 4,000,000 bytes
/// @param keptAnswers     answers kept for idempotency keys
/// @param keptFor         how long such an answer is kept; the contract says 10 minutes
/// @param logSize         how far the log grows before the next snapshot is taken
@ConfigurationProperties("engine")
public record EngineProperties(
        @DefaultValue("data") Path directory,
        @DefaultValue("sync") Durability durability,
        @DefaultValue("10000") int pendingCommands,
        @DefaultValue("64MB") DataSize pendingSize,
        @DefaultValue("100000") int openRequests,
        @DefaultValue("3MB") DataSize entrySize,
        @DefaultValue("200000") int keptAnswers,
        @DefaultValue("10m") Duration keptFor,
        @DefaultValue("32MB") DataSize logSize) {

    public EngineProperties {
        positive("pending-commands", pendingCommands);
        positive("pending-size", pendingSize.toBytes());
        positive("open-requests", openRequests);
        positive("entry-size", entrySize.toBytes());
        positive("kept-answers", keptAnswers);
        positive("kept-for", keptFor.toMillis());
        positive("log-size", logSize.toBytes());
        if (entrySize.toBytes() > 4_000_000)
            throw new IllegalArgumentException("engine.entry-size must be at most 4000000B, was " + entrySize);
    }

    /// @param name of the service, for threads and log lines
    EngineSettings toSettings(String name, FailureListener onFailure) {
        EngineSettings settings =
                durability == Durability.MEMORY ? EngineSettings.inMemory() : EngineSettings.at(directory).with(durability);
        return settings.named(name).with(onFailure).with(new EngineLimits(
                pendingCommands, pendingSize.toBytes(), openRequests, (int) entrySize.toBytes(), keptAnswers, keptFor,
                logSize.toBytes()));
    }

    private static void positive(String name, long value) {
        if (value <= 0) throw new IllegalArgumentException("engine." + name + " must be positive, was " + value);
    }
}
