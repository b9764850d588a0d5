package dev.willow.limiter.http;

import dev.willow.common.api.limiter.CounterRequest;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/// Starts changes of counters, one by one or many together.
@Component
final class CounterChanges {
    private final LimitDesk desk;

    CounterChanges(LimitDesk desk) {
        this.desk = desk;
    }

    /// As the other one, of what does not wait, for an owner of leases with an account of its own. What has no lease is as it always is.
    CompletableFuture<LimiterEvent> changeBacked(RequestId by, CounterRequest request) {
        if (request.spec().properties().lease().isEmpty()) return change(by, Optional.empty(), request, false);
        if (LimitRequests.adds(request)) return desk.addBacked(by, LimitRequests.addition(request));
        LimitRequests.subtracted(request);
        String lease = request.spec().properties().lease().get().id();
        return desk.removeBacked(new LimiterCommand.RemoveLease(by, LimitRequests.counter(request), lease));
    }

    /// Adds a positive number; a negative one subtracts, or removes the lease that is named.
    ///
    /// @param waits whether an addition waits in line where it does not fit
    /// @throws dev.willow.common.problem.BadRequestException if the request is wrong in itself
    CompletableFuture<LimiterEvent> change(
            RequestId by, Optional<IdempotencyKey> key, CounterRequest request, boolean waits) {
        if (LimitRequests.adds(request)) return desk.add(by, key, LimitRequests.addition(request), waits);
        KeyValues counter = LimitRequests.counter(request);
        long subtracted = LimitRequests.subtracted(request);
        return desk.carryOut(
                request.spec().properties().lease()
                        .<LimiterCommand.Asked>map(lease -> new LimiterCommand.RemoveLease(by, counter, lease.id()))
                        .orElseGet(() -> new LimiterCommand.Subtract(by, counter, subtracted)),
                key);
    }

    /// @throws dev.willow.common.problem.BadRequestException if the request is wrong in itself
    CompletableFuture<LimiterEvent> set(RequestId by, Optional<IdempotencyKey> key, CounterRequest request) {
        return desk.carryOut(
                new LimiterCommand.SetNumber(by, LimitRequests.counter(request), LimitRequests.set(request)), key);
    }
}
