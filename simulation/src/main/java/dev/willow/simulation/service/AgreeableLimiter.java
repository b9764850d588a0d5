package dev.willow.simulation.service;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.remote.LimiterPort;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// [Defect#SKIPPED_RECONCILE]: has, when it is asked, what is expected of it.
final class AgreeableLimiter extends LimiterShell {
    AgreeableLimiter(LimiterPort limiter) {
        super(limiter);
    }

    @Override
    public CompletableFuture<Optional<List<Lease>>> leases(LeaseDigest ours) {
        return super.leases(ours).thenApply(_ -> Optional.empty());
    }
}
