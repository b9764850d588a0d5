package dev.willow.simulation.service;

import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.CounterState;
import dev.willow.limiter.domain.Limit;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.Refusal;
import dev.willow.limiter.domain.RoomNews;
import dev.willow.limiter.domain.RuleState;
import dev.willow.limiter.domain.Terms;
import dev.willow.queue.domain.Blocker;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.Lease;
import dev.willow.queue.domain.Room;
import dev.willow.queue.remote.LimiterPort;
import dev.willow.simulation.network.Network;
import dev.willow.simulation.network.Served;
import dev.willow.simulation.time.Life;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Willow's calls to the Limiter over the simulated network.
final class LimiterWire implements LimiterPort {
    private static final String RULE = "_willow_queue_limits";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration WATCH = Duration.ofSeconds(30);

    private final Network network;
    private final Life willow;
    private final LimiterService limiter;

    LimiterWire(Network network, Life willow, LimiterService limiter) {
        this.network = network;
        this.willow = willow;
        this.limiter = limiter;
    }

    @Override
    public CompletableFuture<List<Reply>> change(List<Change> changes, Optional<String> requestId) {
        List<LimiterService.Change> asked = changes.stream()
                .map(each -> new LimiterService.Change(each.lease().counter(), each.lease().id(), each.isAddition())).toList();
        String what = changes.getFirst().isAddition() ? "add leases" : "remove leases";
        return call(what, _ -> limiter.changeAll(asked)).thenApply(changed -> changed.events().stream()
                .map(event -> reply(event, changed.decidedBy())).toList());
    }

    private static Reply reply(LimiterEvent event, Map<Refusal.Limited, List<String>> decidedBy) {
        return switch (event) {
            case LimiterEvent.Counted _ -> new Reply.Done();
            case LimiterEvent.Refused(var _, Refusal.Limited limited) -> new Reply.Refused(
                    blocker(limited), Optional.ofNullable(decidedBy.get(limited)).map(HashSet::new));
            case LimiterEvent.Refused(var _, Refusal.LockerUnreachable unreachable) -> new Reply.Undecided(unreachable.reason());
            case LimiterEvent.Refused(var _, Refusal.LineFull _) -> new Reply.Undecided("the line is full");
            default -> new Reply.Rejected(event.toString());
        };
    }

    private static Blocker blocker(Refusal.Limited limited) {
        Blocker.Kind kind = switch (limited.reason()) {
            case RULE_PAUSED -> Blocker.Kind.RULE_PAUSED;
            case LIMIT_ZERO -> Blocker.Kind.LIMIT_ZERO;
            case LIMIT_REACHED -> Blocker.Kind.LIMIT_REACHED;
        };
        long limit = switch (limited.limit()) {
            case Limit.AtMost(long places) -> places;
            case Limit.Unlimited() -> -1;
        };
        return new Blocker(kind, new Group(limited.rule(), limited.override(), Optional.of(limited.group())), limit, limited.sum());
    }

    @Override
    public CompletableFuture<News> listen(Optional<String> cursor) {
        Duration wait = cursor.isPresent() ? WATCH : Duration.ZERO;
        return this.<LimiterEvent>call("listen for room", ANSWER_WITHIN.plus(wait), cursor.isPresent(), _ -> limiter.listen(cursor, wait))
                .thenApply(event -> {
                    RoomNews news = ((LimiterEvent.RoomTold) event).news();
                    return new News(news.cursor(), news.missed(), news.rooms().stream().map(LimiterWire::room).toList());
                });
    }

    private static Room room(RoomNews.Room room) {
        return new Room(room.rule(), room.override(), room.group(),
                room.places().map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    @Override
    public CompletableFuture<Compared> compare(LeaseDigest ours) {
        return this.call("compare leases", _ -> limiter.leasesOfQueues())
                .thenCompose(there -> there.equals(ours)
                        ? CompletableFuture.completedFuture(Optional.<List<Lease>>empty())
                        : this.call("list leases", _ -> limiter.countersOfQueues()).thenApply(LimiterWire::leases).thenApply(Optional::of))
                .thenApply(leases -> new Compared(leases, Optional.empty()));
    }

    /// The Limiter here keeps to the log, so there is nothing to be settled.
    @Override
    public CompletableFuture<Void> settle(long run) {
        return done();
    }

    private static List<Lease> leases(List<CounterState> counters) {
        List<Lease> leases = new ArrayList<>();
        for (CounterState counter : counters)
            for (String lease : counter.leases()) leases.add(new Lease(counter.counter(), lease));
        return leases;
    }

    @Override
    public CompletableFuture<Void> setLimit(String queue, Capacity capacity, Optional<String> requestId) {
        return change(queue, capacity).thenCompose(event -> switch (event) {
            case LimiterEvent.Refused(var _, Refusal.NoSuchRule _) -> ensureRule().thenCompose(_ -> setLimit(queue, capacity, requestId));
            case LimiterEvent.Refused(var _, Refusal.NoSuchOverride _) -> create(queue, capacity);
            default -> done();
        });
    }

    @Override
    public CompletableFuture<Void> removeLimit(String queue, Optional<String> requestId) {
        return carryOut("remove limit", id -> new LimiterCommand.DeleteOverride(id, RULE, queue)).thenApply(_ -> null);
    }

    @Override
    public CompletableFuture<Void> setLimits(Map<String, Capacity> capacities) {
        CompletableFuture<Void> all = ensureRule();
        for (Map.Entry<String, Capacity> each : new TreeMap<>(capacities).entrySet())
            all = all.thenCompose(_ -> setLimit(each.getKey(), each.getValue(), Optional.empty()));
        return all.thenCompose(_ -> this.<Optional<RuleState>>call("look at limits", _ -> limiter.rule(RULE)))
                .thenCompose(rule -> removeOthers(rule, capacities));
    }

    private CompletableFuture<Void> removeOthers(Optional<RuleState> rule, Map<String, Capacity> capacities) {
        CompletableFuture<Void> all = done();
        if (rule.isEmpty()) return all;
        for (Bound.RuleOverride override : rule.get().overrides())
            if (!capacities.containsKey(override.name())) all = all.thenCompose(_ -> removeLimit(override.name(), Optional.empty()));
        return all;
    }

    private CompletableFuture<LimiterEvent> change(String queue, Capacity capacity) {
        Terms.Change change = new Terms.Change(Optional.of(limit(capacity)), Optional.of(false));
        return carryOut("set limit", id -> new LimiterCommand.ChangeOverride(id, RULE, queue, change));
    }

    private CompletableFuture<Void> create(String queue, Capacity capacity) {
        KeyPatterns keys = KeyPatterns.of(Map.of(
                Counters.QUEUE_KEY, ValuePattern.exactly(Value.text(queue)), Counters.ENQUEUED_KEY, ValuePattern.ANY));
        return carryOut("create limit", id -> new LimiterCommand.CreateOverride(
                id, RULE, "o-" + id.value(), queue, keys, new Terms(limit(capacity), false))).thenApply(_ -> null);
    }

    private CompletableFuture<Void> ensureRule() {
        KeyPatterns keys = KeyPatterns.of(Map.of(Counters.QUEUE_KEY, ValuePattern.ANY, Counters.ENQUEUED_KEY, ValuePattern.ANY));
        return carryOut("create rule", id -> new LimiterCommand.CreateRule(
                id, new Bound.Rule("r-" + id.value(), RULE, keys, new Terms(Limit.atMost(0), false)))).thenApply(_ -> null);
    }

    private static Limit limit(Capacity capacity) {
        return switch (capacity) {
            case Capacity.AtMost(long items) -> Limit.atMost(items);
            case Capacity.Unlimited() -> Limit.UNLIMITED;
        };
    }

    private CompletableFuture<LimiterEvent> carryOut(String what, Function<RequestId, LimiterCommand.Asked> command) {
        return call(what, _ -> limiter.carryOut(command, Optional.empty()));
    }

    private <T> CompletableFuture<T> call(String what, Function<Life, Served<T>> serve) {
        return call(what, ANSWER_WITHIN, false, serve);
    }

    private <T> CompletableFuture<T> call(String what, Duration patience, boolean isInLine, Function<Life, Served<T>> serve) {
        return network.call(willow, limiter::life, what, patience, isInLine, serve);
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
