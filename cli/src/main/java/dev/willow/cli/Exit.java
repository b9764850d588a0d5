package dev.willow.cli;

/// How the process ends.
final class Exit {
    static final int DONE = 0;
    /// A service refused, or could not be reached.
    static final int REFUSED = 1;
    static final int WRONG_WORDS = 2;
    /// There was no item, no lock or no room, in time.
    static final int NOT_IN_TIME = 3;
    /// A command that was to be run is not there, as shells have it.
    static final int CANNOT_RUN = 127;

    private Exit() {}
}
