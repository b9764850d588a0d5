package dev.willow.engine;

import java.time.Duration;

/// What an engine holds at most. Beyond it callers get an [UnavailableException] at once.
///
/// @param pendingCommands commands and requests that are not yet applied; outcomes of effects, which belong to work
///                        that was let in, may go to twice as many
/// @param pendingBytes    the size of those commands as written
/// @param openRequests    requests without an answer, those in line included
/// @param entryBytes      commands gathered into one log entry; also the most that one command may take; below 4 MB
/// @param keptAnswers     answers kept for idempotency keys; beyond it the oldest go early
/// @param keptFor         how long an answer is kept
/// @param logBytes        how far the log grows (or by the size of the last snapshot, if that is more) before the next
///                        snapshot is taken
public record EngineLimits(
        int pendingCommands,
        long pendingBytes,
        int openRequests,
        int entryBytes,
        int keptAnswers,
        Duration keptFor,
        long logBytes) {

    private static final int MIB = 1 << 20;
    private static final int LARGEST_ENTRY = 4_000_000;

    public static final EngineLimits DEFAULT =
            new EngineLimits(10_000, 64 * MIB, 100_000, 3 * MIB, 200_000, Duration.ofMinutes(10), 32 * MIB);

    public EngineLimits {
        requirePositive("pendingCommands", pendingCommands);
        requirePositive("pendingBytes", pendingBytes);
        requirePositive("openRequests", openRequests);
        requirePositive("entryBytes", entryBytes);
        requirePositive("keptAnswers", keptAnswers);
        requirePositive("logBytes", logBytes);
        if (entryBytes > LARGEST_ENTRY)
            throw new IllegalArgumentException("entryBytes must be at most " + LARGEST_ENTRY + ", was " + entryBytes);
        if (!keptFor.isPositive()) throw new IllegalArgumentException("keptFor must be positive, was " + keptFor);
    }

    public EngineLimits withPending(int commands, long bytes) {
        return new EngineLimits(commands, bytes, openRequests, entryBytes, keptAnswers, keptFor, logBytes);
    }

    public EngineLimits withOpenRequests(int most) {
        return new EngineLimits(pendingCommands, pendingBytes, most, entryBytes, keptAnswers, keptFor, logBytes);
    }

    public EngineLimits withEntryBytes(int most) {
        return new EngineLimits(pendingCommands, pendingBytes, openRequests, most, keptAnswers, keptFor, logBytes);
    }

    public EngineLimits withKeptAnswers(int most, Duration lasting) {
        return new EngineLimits(pendingCommands, pendingBytes, openRequests, entryBytes, most, lasting, logBytes);
    }

    public EngineLimits withLogBytes(long most) {
        return new EngineLimits(pendingCommands, pendingBytes, openRequests, entryBytes, keptAnswers, keptFor, most);
    }

    private static void requirePositive(String name, long number) {
        if (number <= 0) throw new IllegalArgumentException(name + " must be positive, was " + number);
    }
}
