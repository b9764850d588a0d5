package dev.willow.client;

import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.MatchRequest;
import dev.willow.common.api.QueryPart;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterExplanation;
import dev.willow.common.api.limiter.CounterRequest;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.LeaseHeartbeatRequest;
import dev.willow.common.api.limiter.LeaseSummary;
import dev.willow.common.api.limiter.SettleRequest;
import dev.willow.common.api.limiter.LimitSpec;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.api.limiter.OverrideRequest;
import dev.willow.common.api.limiter.RoomFeed;
import dev.willow.common.api.limiter.Rule;
import dev.willow.common.api.limiter.RuleOverride;
import dev.willow.common.api.limiter.RuleRequest;
import dev.willow.common.backup.BackupLabel;
import dev.willow.common.digest.LeaseDigest;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.common.time.Ticker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Calls to the Limiter: rules that limit groups of counters, their overrides, and the counters.
///
/// Every method throws [RejectedException], [UnavailableException], [BrokenServiceException] and
/// [InterruptedCallException] as those say; what is special to a method stands with it.
public final class LimiterClient implements AutoCloseable {
    private static final String LIMITER = "limiter";
    private static final String RULES = "rules";
    private static final String OVERRIDES = "overrides";
    private static final String COUNTERS = "counters";

    private final Transport transport;

    private LimiterClient(Transport transport) {
        this.transport = transport;
    }

    /// @param limiter such as `http://127.0.0.1:8082`
    /// @param others  where else it can be reached, if anywhere; asked when the one before fails
    public static ClientBuilder<LimiterClient> builder(URI limiter, URI... others) {
        return new ClientBuilder<>(limiter, others, LimiterClient::new);
    }

    /// This client, sending that `X-Request-ID`; shares the connections.
    public LimiterClient withRequestId(String id) {
        return new LimiterClient(transport.withRequestId(id));
    }

    /// Makes a call, or several, on a virtual thread: `limiter.async(client -> client.rule("linux"))`.
    ///
    /// @return completes with what the call returns or throws. Cancelling it, or its time-out, interrupts the call, which then
    ///         leaves the line that it may wait in.
    public <T> CompletableFuture<T> async(Function<? super LimiterClient, ? extends T> call) {
        return Async.call(ticker(), this, call);
    }

    /// This client for calls that are made once, whatever its retries, and whose answer is waited for no longer than this.
    public LimiterClient once(Duration timeout) {
        return new LimiterClient(transport.once(timeout));
    }

    /// This client for one call, which may then be repeated until it is answered; shares the connections. Another call
    /// needs another key.
    ///
    /// @param key up to 128 characters, never used before
    public LimiterClient withIdempotencyKey(String key) {
        return new LimiterClient(transport.withIdempotencyKey(key));
    }

    /// @throws RejectedException 409 if the name or the group is in use
    public Rule createRule(LimitSpec rule) {
        return transport.one(Call.post("v1", LIMITER, RULES).with(new RuleRequest(rule)).once(), Rule.class);
    }

    /// @param rule name or id
    /// @throws RejectedException 404 if there is no such rule
    public Rule rule(String rule) {
        return transport.one(Call.get("v1", LIMITER, RULES, rule), Rule.class);
    }

    /// @param rule   name or id
    /// @param change what is left out stays as it is
    /// @throws RejectedException 404 if there is no such rule
    public void changeRule(String rule, LimitUpdate change) {
        transport.send(Call.put("v1", LIMITER, RULES, rule).with(change));
    }

    /// Deletes a rule and its overrides.
    ///
    /// @param rule name or id
    /// @throws RejectedException 404 if there is no such rule
    public void deleteRule(String rule) {
        transport.send(Call.delete("v1", LIMITER, RULES, rule).once());
    }

    public PageOf<Rule> rules(QueryRequest query) {
        return transport.page(Call.post("v1", LIMITER, RULES, "query").with(query), Rule.class);
    }

    /// The rules that would apply to some key-values.
    public PageOf<Rule> matchRules(MatchRequest match) {
        return transport.page(Call.post("v1", LIMITER, RULES, "match").with(match), Rule.class);
    }

    /// @param rule     name or id
    /// @param override its group-by keys include all of the rule's
    /// @throws RejectedException 404 if there is no such rule, 409 if the name or the group is in use
    public RuleOverride createOverride(String rule, LimitSpec override) {
        Call call = Call.post("v1", LIMITER, RULES, rule, OVERRIDES).with(new OverrideRequest(override)).once();
        return transport.one(call, RuleOverride.class);
    }

    /// @throws RejectedException 404 if there is no such rule or override
    public RuleOverride override(String rule, String override) {
        return transport.one(Call.get("v1", LIMITER, RULES, rule, OVERRIDES, override), RuleOverride.class);
    }

    /// @param change what is left out stays as it is
    /// @throws RejectedException 404 if there is no such rule or override
    public void changeOverride(String rule, String override, LimitUpdate change) {
        transport.send(Call.put("v1", LIMITER, RULES, rule, OVERRIDES, override).with(change));
    }

    /// @throws RejectedException 404 if there is no such rule or override
    public void deleteOverride(String rule, String override) {
        transport.send(Call.delete("v1", LIMITER, RULES, rule, OVERRIDES, override).once());
    }

    /// @throws RejectedException 404 if there is no such rule
    public PageOf<RuleOverride> overrides(String rule, QueryRequest query) {
        return transport.page(Call.post("v1", LIMITER, RULES, rule, OVERRIDES, "query").with(query), RuleOverride.class);
    }

    /// The overrides of a rule that would apply to some key-values.
    ///
    /// @throws RejectedException 404 if there is no such rule
    public PageOf<RuleOverride> matchOverrides(String rule, MatchRequest match) {
        return transport.page(Call.post("v1", LIMITER, RULES, rule, OVERRIDES, "match").with(match), RuleOverride.class);
    }

    /// Adds to a counter, or subtracts where the number is negative. All limits that apply let it in, or nothing changes.
    ///
    /// @param patience how long to wait in line until an addition fits; zero asks once
    /// @throws NotGrantedException if a limit was in the way all that time; its problem names the rule
    public void change(CounterSpec counter, Duration patience) {
        // By its nature a lease is added but once; but a copy of the call that comes late must not add it again after its removal.
        transport.send(Call.put("v1", LIMITER, COUNTERS).with(new CounterRequest(counter)).once().waiting(patience));
    }

    /// Many additions and subtractions in one call; each is let in or refused by itself.
    ///
    /// @return what became of each, in the order of the request
    public List<BatchEntry<Counter>> changeAll(List<CounterSpec> counters) {
        return transport.batch(changes(counters).once(), Counter.class);
    }

    /// As [#changeAll], for leases of which the caller has an account of its own. They may be answered before they are on disk. So
    /// whenever the Limiter has started, the caller has to compare ([#leaseDigest]), to repair what differs, and to say so ([#settle]).
    /// A Limiter has one such caller: where there is a Willow, it is Willow.
    ///
    /// @return what became of each, in the order of the request, without the counters
    /// @throws IllegalArgumentException if one of them names no lease
    public List<BatchEntry<Counter>> changeAllBacked(List<CounterSpec> counters) {
        for (CounterSpec counter : counters)
            if (counter.properties().lease().isEmpty()) throw new IllegalArgumentException("no lease is named in " + counter);
        return transport.batch(changes(counters).parameter("backed", "true"), Counter.class);
    }

    private static Call changes(List<CounterSpec> counters) {
        return Call.put("v1", LIMITER, COUNTERS, "batch").with(counters.stream().map(CounterRequest::new).toList());
    }

    /// Sets a counter without asking the rules; at or below 0 it is gone.
    public void setCounter(CounterSpec counter) {
        transport.send(Call.put("v1", LIMITER, COUNTERS, "set").with(new CounterRequest(counter)).once());
    }

    public PageOf<Counter> counters(QueryRequest query) {
        return transport.page(Call.post("v1", LIMITER, COUNTERS, "query").with(query), Counter.class);
    }

    /// Keeps leases for another time-out, counted from when this is called.
    ///
    /// @return the ids that are unknown: their leases lapsed or were removed
    public List<String> heartbeatLeases(List<String> ids) {
        Call call = Call.post("v1", LIMITER, "leases", "heartbeat").with(new LeaseHeartbeatRequest(ids));
        return transport.list(call, String.class);
    }

    /// Which leases there are in the counters that match, without their names: to be compared with [LeaseDigest#hex] of those that
    /// should be there.
    public LeaseSummary leaseDigest(Query counters) {
        return transport.one(Call.post("v1", LIMITER, "leases", "digest").with(QueryPart.of(counters)), LeaseSummary.class);
    }

    /// All leases that the caller changed by [#changeAllBacked] are there.
    ///
    /// @param run of the [LeaseSummary] that it compared its account with
    /// @throws RejectedException if the Limiter has started since
    public void settle(long run) {
        transport.send(Call.post("v1", LIMITER, "leases", "settled").with(new SettleRequest(Optional.of(run))));
    }

    /// What would happen to an addition, and why. Changes nothing.
    public CounterExplanation explain(CounterSpec counter) {
        return transport.one(Call.post("v1", LIMITER, "explain").with(new CounterRequest(counter)), CounterExplanation.class);
    }

    /// Waits until there may be room in a group that refused somebody.
    ///
    /// @param after    the cursor of the answer before; without one the present cursor comes back at once
    /// @param patience how long to wait; the answer then has no rooms
    public RoomFeed room(Optional<String> after, Duration patience) {
        Call call = Call.get("v1", LIMITER, "room").waiting(patience);
        return transport.one(after.map(cursor -> call.parameter("after", cursor)).orElse(call), RoomFeed.class);
    }

    /// Saves a backup of everything that the service answered before this call, while it goes on serving. For operators: it
    /// needs the service's `/actuator/backup`.
    ///
    /// @param file comes to be there, or is replaced, when the backup is whole and on disk
    /// @throws IOException if it cannot be written, or did not arrive as a whole
    public BackupLabel backup(Path file) throws IOException {
        return new Backups(transport, "limiter").save(file);
    }

    /// @throws UnavailableException with the reason, if the service cannot serve now
    public void checkHealth() {
        transport.send(Call.get("health"));
    }

    /// Whose time this client goes by.
    public Ticker ticker() {
        return transport.retrier().ticker();
    }

    /// Closes the connections, also under calls that wait.
    @Override
    public void close() {
        transport.wire().close();
    }
}
