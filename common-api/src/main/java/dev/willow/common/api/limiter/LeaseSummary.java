package dev.willow.common.api.limiter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.willow.common.digest.LeaseDigest;
import java.util.Optional;

/// `POST /v1/limiter/leases/digest`: which leases there are, without their names, for whoever has its own account of them.
///
/// @param leases how many they are
/// @param digest [LeaseDigest#hex]: the same for the same leases in the same counters
/// @param run    grows with each start of the Limiter; for [SettleRequest]. Limiters of before do not tell it
public record LeaseSummary(
        @JsonProperty("Leases") long leases, @JsonProperty("Digest") String digest, @JsonProperty("Run") Optional<Long> run) {
    public LeaseSummary {
        if (run == null) run = Optional.empty();
    }


    public static LeaseSummary of(LeaseDigest digest, long run) {
        return new LeaseSummary(digest.leases(), digest.hex(), Optional.of(run));
    }

    /// Whether it tells of these leases.
    public boolean agreesWith(LeaseDigest ours) {
        return leases == ours.leases() && digest.equals(ours.hex());
    }
}
