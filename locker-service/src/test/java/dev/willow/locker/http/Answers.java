package dev.willow.locker.http;

import dev.willow.testing.http.Answer;

/// What tests read from an answer that is a lock.
final class Answers {
    private Answers() {}

    static String lockId(Answer lock) {
        return lock.text("/State/LockID");
    }

    static String sessionId(Answer lock) {
        return lock.text("/State/SessionID");
    }

    static long token(Answer lock) {
        return lock.number("/State/FencingToken");
    }
}
