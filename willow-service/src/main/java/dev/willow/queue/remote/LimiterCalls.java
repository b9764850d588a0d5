package dev.willow.queue.remote;

import dev.willow.client.LimiterClient;
import dev.willow.client.RejectedException;
import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.LeaseSummary;
import dev.willow.common.api.limiter.RoomFeed;
import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.problem.Problem;
import dev.willow.common.query.Condition;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.queue.domain.Blocker;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls to the Limiter over HTTP, each on a thread of its own.
final class LimiterCalls implements LimiterPort {
    private static final Logger LOG = LoggerFactory.getLogger(LimiterCalls.class);
    private static final int PAGE = 1000;
    private static final Query OUR_COUNTERS =
            new Query(Optional.empty(), List.of(), List.of(marked(Counters.RUNNING_KEY), marked(Counters.ENQUEUED_KEY)));

    private final LimiterClient client;
    private final Duration watch;

    /// @param client closed with this
    /// @param watch  how long one call waits for news of room
    LimiterCalls(LimiterClient client, Duration watch) {
        this.client = client;
        this.watch = watch;
    }

    @Override
    public CompletableFuture<List<Reply>> change(List<Change> changes, Optional<String> requestId) {
        return called(requestId, limiter -> {
            List<CounterSpec> specs = changes.stream().map(LimiterCalls::spec).toList();
            List<BatchEntry<Counter>> entries;
            try {
                entries = limiter.changeAllBacked(specs);
            } catch (RejectedException rejected) {
                return changes.stream().<Reply>map(_ -> new Reply.Rejected(rejected.getMessage())).toList();
            }
            if (entries.size() != changes.size())
                throw new UnreachableException("the Limiter answered " + entries.size() + " of " + changes.size() + " changes");
            return entries.stream().map(LimiterCalls::reply).toList();
        });
    }

    private static CounterSpec spec(Change change) {
        var lease = new dev.willow.common.api.limiter.Lease(change.lease().id(), Duration.ZERO);
        return CounterSpec.of(change.lease().counter(), change.isAddition() ? 1 : -1, Optional.of(lease));
    }

    private static Reply reply(BatchEntry<Counter> entry) {
        if (entry.problem().isEmpty()) return new Reply.Done();
        Problem problem = entry.problem().get();
        Optional<Blocker> blocker = Blockers.of(problem);
        if (blocker.isPresent()) return new Reply.Refused(blocker.get(), Blockers.decidedBy(problem));
        return problem.status() >= 400 && problem.status() < 500 && problem.status() != 429
                ? new Reply.Rejected(problem.detail())
                : new Reply.Undecided(problem.detail());
    }

    @Override
    public CompletableFuture<News> listen(Optional<String> cursor) {
        return called(Optional.empty(), limiter -> {
            RoomFeed feed = limiter.room(cursor, cursor.isPresent() ? watch : Duration.ZERO);
            return new News(feed.cursor(), feed.missed(), feed.rooms().stream().map(LimiterCalls::room).toList());
        });
    }

    private static Room room(RoomFeed.Room room) {
        OptionalLong places = room.places() < 0 ? OptionalLong.empty() : OptionalLong.of(room.places());
        return new Room(room.rule(), room.override(), room.group(), places);
    }

    @Override
    public CompletableFuture<Compared> compare(LeaseDigest ours) {
        return called(Optional.empty(), limiter -> {
            Optional<LeaseSummary> theirs = summary(limiter);
            boolean agree = theirs.filter(there -> there.agreesWith(ours)).isPresent();
            return new Compared(
                    agree ? Optional.empty() : Optional.of(list(limiter)), theirs.flatMap(LeaseSummary::run));
        });
    }

    private static Optional<LeaseSummary> summary(LimiterClient limiter) {
        try {
            return Optional.of(limiter.leaseDigest(OUR_COUNTERS));
        } catch (RejectedException tooOld) { // a Limiter that is yet to be upgraded has no digests
            LOG.debug("the Limiter cannot compare leases: {}", tooOld.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public CompletableFuture<Void> settle(long run) {
        return called(Optional.empty(), limiter -> {
            limiter.settle(run);
            return null;
        });
    }

    private static List<Lease> list(LimiterClient limiter) {
        List<Lease> leases = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            QueryRequest page = QueryRequest.of(OUR_COUNTERS).limitedTo(PAGE);
            PageOf<Counter> found = limiter.counters(cursor.map(page::after).orElse(page));
            for (Counter counter : found.things())
                for (String lease : counter.state().leases())
                    leases.add(new Lease(counter.spec().definition().keyValues(), lease));
            cursor = found.nextCursor();
        } while (cursor.isPresent());
        return leases;
    }

    private static Query marked(String key) {
        return Query.of(Selection.where(key, Condition.equal(ValuePattern.exactly(Value.text("true")))));
    }

    @Override
    public CompletableFuture<Void> setLimit(String queue, Capacity capacity, Optional<String> requestId) {
        return run("the limit of " + queue, requestId, limiter -> new QueueLimits(limiter).set(queue, capacity));
    }

    @Override
    public CompletableFuture<Void> removeLimit(String queue, Optional<String> requestId) {
        return run("the end of the limit of " + queue, requestId, limiter -> new QueueLimits(limiter).remove(queue));
    }

    @Override
    public CompletableFuture<Void> setLimits(Map<String, Capacity> capacities) {
        return run("the limits of the queues", Optional.empty(), limiter -> new QueueLimits(limiter).setAll(capacities));
    }

    @Override
    public void close() {
        client.close();
    }

    /// What the Limiter will never accept is told and given up; trying it for ever would hold up all that comes after.
    private CompletableFuture<Void> run(String what, Optional<String> requestId, Consumer<LimiterClient> call) {
        return called(requestId, limiter -> {
            try {
                call.accept(limiter);
            } catch (RejectedException rejected) {
                LOG.error("the Limiter rejects {}: {}", what, rejected.getMessage());
            }
            return null;
        });
    }

    private <T> CompletableFuture<T> called(Optional<String> requestId, Function<LimiterClient, T> call) {
        return requestId.map(client::withRequestId).orElse(client).async(call);
    }
}
