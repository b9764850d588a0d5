package dev.willow.kit;

import dev.willow.common.api.ApiLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What a service accepts, bound from `limits.*`. All are positive.
///
/// @param bodySize     the largest body; larger ones are 413
/// @param keysPerSet   key-values in one set
/// @param keyLength    length of a key as UTF-8
/// @param stringLength length of a string (a value, a name, an id) as UTF-8
/// @param batchItems   entries of any array in a request
/// @param longestWait  the longest `wait`; also what holds without one
/// @param queryNesting how deep `AND` and `OR` may be nested
/// @param queryTerms   conditions on keys in a whole query
@ConfigurationProperties("limits")
public record LimitsProperties(
        @DefaultValue("1MB") DataSize bodySize,
        @DefaultValue("64") int keysPerSet,
        @DefaultValue("256B") DataSize keyLength,
        @DefaultValue("4KB") DataSize stringLength,
        @DefaultValue("1000") int batchItems,
        @DefaultValue("5m") Duration longestWait,
        @DefaultValue("16") int queryNesting,
        @DefaultValue("256") int queryTerms) {

    public LimitsProperties {
        positive("body-size", bodySize.toBytes());
        positive("keys-per-set", keysPerSet);
        positive("key-length", keyLength.toBytes());
        positive("string-length", stringLength.toBytes());
        positive("batch-items", batchItems);
        positive("longest-wait", longestWait.toMillis());
        positive("query-nesting", queryNesting);
        positive("query-terms", queryTerms);
    }

    public ApiLimits toApiLimits() {
        return new ApiLimits(
                bytes(bodySize), keysPerSet, bytes(keyLength), bytes(stringLength), batchItems, longestWait,
                queryNesting, queryTerms);
    }

    private static int bytes(DataSize size) {
        return (int) Math.min(size.toBytes(), Integer.MAX_VALUE);
    }

    private static void positive(String name, long value) {
        if (value <= 0) throw new IllegalArgumentException("limits." + name + " must be positive, was " + value);
    }
}
