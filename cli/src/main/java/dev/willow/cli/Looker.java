package dev.willow.cli;

import dev.willow.client.LimiterClient;
import dev.willow.client.WillowClient;
import dev.willow.common.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at the queues and the limits again and again, and remembers what it takes to tell how they change.
final class Looker {
    /// A service that does not answer in this time is away, for this look.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WillowClient willow;
    private final LimiterClient limiter;
    private final Optional<String> only;
    private final Ticker ticker;
    private final RunningSight handOuts;
    private Optional<Last> last = Optional.empty();

    private record Last(QueueSight queues, long nanos) {}

    /// @param only the one queue to look at, if not all
    Looker(WillowClient willow, LimiterClient limiter, Optional<String> only, Ticker ticker) {
        this.willow = willow.once(PATIENCE);
        this.limiter = limiter.once(PATIENCE);
        this.only = only;
        this.ticker = ticker;
        this.handOuts = new RunningSight(this.willow);
    }

    /// @throws dev.willow.client.RejectedException if there is no queue of that one name
    Look look() {
        long now = ticker.nanos();
        Sight ofWillow = new Sight("Willow");
        Sight ofLimiter = new Sight("Limiter");
        QueueSight queues = new QueueSight(willow, ofWillow, only);
        queues.look();
        LimitSight limits = new LimitSight(limiter, ofLimiter, only);
        limits.look();
        List<Look.Running> running = handOuts.look(limits.running(), ofWillow, now);
        Optional<Duration> sinceLast = last.map(then -> Duration.ofNanos(now - then.nanos()));
        Optional<QueueSight.Since> since = sinceLast.filter(Duration::isPositive)
                .map(ago -> new QueueSight.Since(last.get().queues().states(), ago.toNanos() / 1e9));
        Look look = new Look(
                sinceLast, queues.queues(since), queues.channels(), running, queues.blocked(), limits.limits(),
                concat(ofWillow.away(), ofLimiter.away()), concat(queues.notSeen(), limits.notSeen()));
        if (ofWillow.away().isEmpty()) last = Optional.of(new Last(queues, now));
        return look;
    }

    private static List<String> concat(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
