package dev.willow.common.digest;

import dev.willow.common.values.KeyValues;
import java.util.HexFormat;

/// Stands for a set of leases. Two sets of which one lease differs have the same digest once in 2^64 times; the order in which
/// leases are added does not matter.
///
/// It is the sum of one hash for each lease, so it could be kept up to date by adding and subtracting. It guards against
/// forgetting, not against somebody who looks for two sets with one digest.
///
/// @param leases how many they are
/// @param sum    of their hashes, modulo 2^64
public record LeaseDigest(long leases, long sum) {
    /// The sum in 16 hexadecimal digits.
    public String hex() {
        return HexFormat.of().toHexDigits(sum);
    }

    /// Adds up leases. No lease may be added twice.
    public static final class Builder {
        private long leases;
        private long sum;
        private KeyValues lastCounter = KeyValues.NONE;
        private long ofLastCounter = StableHash.of(KeyValues.NONE);

        /// @param counter that it is part of
        /// @param id      its name there
        public Builder add(KeyValues counter, String id) {
            if (counter != lastCounter) { // a counter with many leases is hashed once
                lastCounter = counter;
                ofLastCounter = StableHash.of(counter);
            }
            sum += StableHash.finished(StableHash.with(ofLastCounter, id));
            leases++;
            return this;
        }

        public LeaseDigest build() {
            return new LeaseDigest(leases, sum);
        }
    }
}
