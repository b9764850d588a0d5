package dev.willow.queue.http;

import dev.willow.testing.http.Answer;

/// What tests read from an answer that is an item.
final class Answers {
    private Answers() {}

    static String itemId(Answer item) {
        return item.text("/State/ID");
    }

    static long token(Answer item) {
        return item.number("/State/FencingToken");
    }
}
