package dev.willow.simulation.service;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.queue.remote.LimiterPort;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// [Defect#SKIPPED_RECONCILE]: has, when it is asked, what is expected of it.
final class AgreeableLimiter extends LimiterShell {
    AgreeableLimiter(LimiterPort limiter) {
        super(limiter);
    }

    @Override
    public CompletableFuture<Compared> compare(LeaseDigest ours) {
        return super.compare(ours).thenApply(compared -> new Compared(Optional.empty(), compared.run()));
    }
}
