package dev.willow.simulation.service;

import dev.willow.queue.remote.LimiterPort;
import dev.willow.simulation.time.Chance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// [Defect#LOST_REMOVAL].
final class ForgetfulLimiter extends LimiterShell {
    private static final int LOST_OF_A_HUNDRED = 10;
    private final Chance chance;

    ForgetfulLimiter(LimiterPort limiter, Chance chance) {
        super(limiter);
        this.chance = chance;
    }

    @Override
    public CompletableFuture<List<Reply>> change(List<Change> changes, Optional<String> requestId) {
        boolean isForgotten = changes.stream().noneMatch(Change::isAddition) && chance.percent(LOST_OF_A_HUNDRED);
        if (!isForgotten) return super.change(changes, requestId);
        return CompletableFuture.completedFuture(changes.stream().<Reply>map(_ -> new Reply.Done()).toList());
    }
}
