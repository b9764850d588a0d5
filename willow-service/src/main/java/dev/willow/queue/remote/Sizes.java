package dev.willow.queue.remote;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.queue.domain.Lease;
import java.util.Map;

/// Keeps the bodies of batches below what the Limiter accepts.
final class Sizes {
    /// Three quarters of the megabyte that services accept by default.
    static final int MOST = 768 * 1024;
    private static final int AROUND_A_CHANGE = 160;
    private static final int AROUND_A_PAIR = 32;

    /// The most bytes that JSON makes of one character of text: `\\u0000`.
    private static final int PER_CHARACTER = 6;

    private Sizes() {}

    /// No less than what the change of this lease takes up in a body.
    static int of(Lease lease) {
        return AROUND_A_CHANGE + PER_CHARACTER * lease.id().length() + of(lease.counter());
    }

    private static int of(KeyValues counter) {
        int size = 0;
        for (Map.Entry<String, Value> pair : counter)
            size += AROUND_A_PAIR + PER_CHARACTER * (pair.getKey().length() + pair.getValue().data().length());
        return size;
    }
}
