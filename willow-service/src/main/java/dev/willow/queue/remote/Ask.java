package dev.willow.queue.remote;

import dev.willow.queue.domain.Lease;
import java.util.Optional;

/// A question on its way: may this lease be added?
///
/// @param requestId the `X-Request-ID` of the request that it is asked for
record Ask(Lease lease, Optional<String> requestId) implements Errand {
    @Override
    public boolean isAddition() {
        return true;
    }
}
