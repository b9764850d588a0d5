package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.digest.LeaseDigest;

/// `POST /v1/limiter/leases/digest`: which leases there are, without their names, for whoever has its own account of them.
///
/// @param leases how many they are
/// @param digest [LeaseDigest#hex]: the same for the same leases in the same counters
public record LeaseSummary(@JsonProperty("Leases") long leases, @JsonProperty("Digest") String digest) {
    public static LeaseSummary of(LeaseDigest digest) {
        return new LeaseSummary(digest.leases(), digest.hex());
    }
}
