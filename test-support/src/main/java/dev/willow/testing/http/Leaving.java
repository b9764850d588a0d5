package dev.willow.testing.http;

/// The ways in which a caller leaves that waits for its answer.
public enum Leaving {
    HANGS_UP, BREAKS, SENDS_NO_MORE;

    public void leave(Connection caller) {
        switch (this) {
            case HANGS_UP -> caller.close();
            case BREAKS -> caller.reset();
            case SENDS_NO_MORE -> caller.sendNoMore();
        }
    }
}
