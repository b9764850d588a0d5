package dev.willow.common.api;

import java.time.Duration;

/// The limits of what a service accepts. All are positive.
///
/// @param bodyBytes    the largest body, in bytes; larger ones are 413
/// @param keysPerSet   key-values in one set, and keys asked for in one selection or match
/// @param keyBytes     length of a key as UTF-8, in bytes
/// @param stringBytes  length of a string (a value, a name, an id) as UTF-8, in bytes
/// @param batchItems   entries of any array in a request
/// @param longestWait  the longest `wait`; also what holds without one
/// @param queryNesting how deep `AND` and `OR` may be nested
/// @param queryTerms   conditions on keys in a whole query
public record ApiLimits(
        int bodyBytes,
        int keysPerSet,
        int keyBytes,
        int stringBytes,
        int batchItems,
        Duration longestWait,
        int queryNesting,
        int queryTerms) {
    public static final ApiLimits DEFAULT =
            new ApiLimits(1 << 20, 64, 256, 4096, 1000, Duration.ofMinutes(5), 16, 256);

    public ApiLimits {
        requirePositive("body-bytes", bodyBytes);
        requirePositive("keys-per-set", keysPerSet);
        requirePositive("key-bytes", keyBytes);
        requirePositive("string-bytes", stringBytes);
        requirePositive("batch-items", batchItems);
        requirePositive("longest-wait", longestWait.toMillis());
        requirePositive("query-nesting", queryNesting);
        requirePositive("query-terms", queryTerms);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) throw new IllegalArgumentException("the limit " + name + " must be positive, was " + value);
    }
}
