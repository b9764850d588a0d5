package dev.willow.testing.history.lock;

import java.util.List;

/// What a lock service can say.
public sealed interface LockerAnswer {

    /// @param grants one per lock, in the order of the request
    record Granted(List<Grant> grants) implements LockerAnswer {
        public Granted {
            grants = List.copyOf(grants);
        }
    }

    record Grant(String hold, String session, long token) {}

    record Opened(String session) implements LockerAnswer {}

    /// Kept, released, closed, restarted.
    record Done() implements LockerAnswer {}

    /// Somebody else has the lock or is in line for it.
    record NotGranted() implements LockerAnswer {}

    /// There is no such hold or session, or not any more.
    record NotThere() implements LockerAnswer {}

    record WrongSession() implements LockerAnswer {}

    Done DONE = new Done();
    NotGranted NOT_GRANTED = new NotGranted();
    NotThere NOT_THERE = new NotThere();
    WrongSession WRONG_SESSION = new WrongSession();
}
