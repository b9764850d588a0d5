package dev.willow.queue.domain;

/// What became of an item that its consumer no longer has.
public enum Fate {
    /// It was worked through.
    DONE,
    /// Its attempts were used up; it is gone.
    USED_UP,
    /// It was updateable and newer ones wait; it is gone and counts as updated away.
    OVERTAKEN,
    /// It waits again, before all others.
    TO_FRONT,
    /// It waits again, behind all others.
    TO_BACK,
    /// It waits again in the place of the last one that waited, which was updateable and is gone.
    REPLACED_LAST
}
