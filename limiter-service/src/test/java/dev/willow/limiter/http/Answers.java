package dev.willow.limiter.http;

import dev.willow.testing.http.Answer;

/// What tests read from an answer that is a counter.
final class Answers {
    private Answers() {}

    static long counters(Answer counter) {
        return counter.number("/Spec/Properties/Counters");
    }
}
