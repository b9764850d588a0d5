package dev.willow.queue.http;

import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.EnqueueRequest;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.json.JsonPath;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.values.KeyValues;
import dev.willow.engine.RequestId;
import dev.willow.kit.IdSource;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Dequeue;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Payload;
import dev.willow.queue.domain.QueueCommand.Ack;
import dev.willow.queue.domain.QueueCommand.Enqueue;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Strategy;
import dev.willow.queue.domain.Verdict;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/// Turns requests into commands and wishes, with the ids and random numbers that those bring in.
@Component
final class QueueRequests {
    private static final int UNLIMITED = -1;
    private static final String RESERVED = "_";

    private final QueueSettings settings;
    private final IdSource ids;

    QueueRequests(QueueSettings settings, IdSource ids) {
        this.settings = settings;
        this.ids = ids;
    }

    /// @param path of the request in its body
    /// @throws BadRequestException if the request is wrong in itself
    Enqueue enqueue(RequestId by, String queue, EnqueueRequest request, String path) {
        KeyValues channel = request.spec().definition().keyValues();
        requireNoReserved(channel, path + ".Spec.DBDefinition.KeyValues");
        ItemProperties properties = request.spec().properties();
        Handling handling = new Handling(
                properties.updateable(), retries(properties.retryAttempts()), position(properties.retryPosition()),
                settings.timeout(properties.timeoutDuration(), path + ".Spec.Properties.TimeoutDuration"));
        return new Enqueue(by, queue, channel, new ItemId(ids.next()), new Payload(properties.item()), handling, false);
    }

    Dequeue dequeue(RequestId by, String queue, DequeueRequest request, int max, Duration patience, boolean mayComeBack) {
        return new Dequeue(by, queue, request.toQuery(), strategy(request), max, ids.next(), patience, mayComeBack);
    }

    Ack ack(RequestId by, String queue, AckRequest request) {
        Verdict verdict = request.release() ? Verdict.RELEASE : request.success().orElseThrow() ? Verdict.SUCCESS : Verdict.FAILURE;
        return new Ack(by, queue, new ItemId(request.itemId()), request.keyValues(), request.fencingToken(), verdict);
    }

    /// @param maxItems -1 is unlimited
    static Capacity capacity(long maxItems) {
        return maxItems == UNLIMITED ? new Capacity.Unlimited() : new Capacity.AtMost(maxItems);
    }

    /// Keys of the services would mix with those that Willow adds to its counters in the Limiter.
    private static void requireNoReserved(KeyValues channel, String path) {
        channel.forEach(pair -> {
            if (pair.getKey().startsWith(RESERVED))
                throw new BadRequestException(JsonPath.within(path, pair.getKey()), "keys that begin with _ belong to the services");
        });
    }

    private static Retries retries(int attempts) {
        return attempts == UNLIMITED ? new Retries.ForEver() : new Retries.Times(attempts);
    }

    private static RetryPosition position(dev.willow.common.api.queue.RetryPosition position) {
        return switch (position) {
            case FRONT -> RetryPosition.FRONT;
            case BACK -> RetryPosition.BACK;
        };
    }

    private static Strategy strategy(DequeueRequest request) {
        return switch (request.strategy()) {
            case ROUND_ROBIN -> new Strategy.RoundRobin();
            case OLDEST -> new Strategy.Oldest();
            case RANDOM -> new Strategy.Random(ThreadLocalRandom.current().nextLong());
            case PRIORITY -> new Strategy.Priority(request.priorityKey().orElseThrow());
        };
    }
}
