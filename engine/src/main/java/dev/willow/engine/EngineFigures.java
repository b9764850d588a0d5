package dev.willow.engine;

/// How much an engine holds at a moment. To be had at any time, by any thread, at no cost to the engine.
///
/// @param pendingCommands commands and requests that are not yet applied
/// @param pendingBytes    the size of those commands as written
/// @param openRequests    requests without an answer, those in line included
/// @param keptAnswers     answers kept for idempotency keys
/// @param snapshotBytes   the size of the last snapshot; 0 if there is none
public record EngineFigures(int pendingCommands, long pendingBytes, int openRequests, int keptAnswers, long snapshotBytes) {
    public static final EngineFigures NONE = new EngineFigures(0, 0, 0, 0, 0);
}
