package dev.willow.simulation.service;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.remote.LimiterPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Calls that pass through, for defects to change some of them.
abstract class LimiterShell implements LimiterPort {
    private final LimiterPort limiter;

    LimiterShell(LimiterPort limiter) {
        this.limiter = limiter;
    }

    @Override
    public CompletableFuture<List<Reply>> change(List<Change> changes, Optional<String> requestId) {
        return limiter.change(changes, requestId);
    }

    @Override
    public CompletableFuture<News> listen(Optional<String> cursor) {
        return limiter.listen(cursor);
    }

    @Override
    public CompletableFuture<Compared> compare(LeaseDigest ours) {
        return limiter.compare(ours);
    }

    @Override
    public CompletableFuture<Void> settle(long run) {
        return limiter.settle(run);
    }

    @Override
    public CompletableFuture<Void> setLimit(String queue, Capacity capacity, Optional<String> requestId) {
        return limiter.setLimit(queue, capacity, requestId);
    }

    @Override
    public CompletableFuture<Void> removeLimit(String queue, Optional<String> requestId) {
        return limiter.removeLimit(queue, requestId);
    }

    @Override
    public CompletableFuture<Void> setLimits(Map<String, Capacity> capacities) {
        return limiter.setLimits(capacities);
    }

    @Override
    public void close() {
        limiter.close();
    }
}
