package dev.willow.bench.micro;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.limiter.domain.Addition;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.Limit;
import dev.willow.limiter.domain.LimitTable;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LockNews;
import dev.willow.limiter.domain.LockSettings;
import dev.willow.limiter.domain.Terms;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A lease that comes and goes under one finite rule, whose group's lock the Limiter keeps.
@State(Scope.Thread)
public class LimitSteps {
    private static final KeyValues COUNTER = KeyValues.of("caller", Value.int64(1), "os", Value.text("linux"));

    /// That stand beside, and that the rule does not apply to.
    @Param({"0", "100000"})
    int counters;

    private LimitTable table;
    private Turns<LimiterCommand, LimiterEvent> turns;
    private long number;

    @Setup(Level.Trial)
    public void fill() {
        table = new LimitTable(new LockSettings(Duration.ofSeconds(30)), 1_000, 1_000, true);
        turns = new Turns<>(table, this::outside);
        var keys = KeyPatterns.of(Map.of("caller", ValuePattern.ANY));
        begin(new LimiterCommand.CreateRule(request(), new Bound.Rule("r1", "callers", keys, new Terms(Limit.atMost(100), false))));
        for (int i = 0; i < counters; i++)
            begin(new LimiterCommand.SetNumber(request(), KeyValues.of("other", Value.int64(i), "os", Value.text("linux")), 1));
    }

    /// The Locker that grants all.
    private Step<LimiterCommand, LimiterEvent> outside(LimiterEvent event) {
        return switch (event) {
            case LimiterEvent.OpenSession(long attempt, var _) -> hear(new LockNews.SessionOpened(attempt, "s1", Duration.ofMinutes(1)));
            case LimiterEvent.AcquireLock(String session, var lock, var _) -> hear(new LockNews.LockGranted(session, lock, "l1"));
            default -> Step.nothing();
        };
    }

    private Step<LimiterCommand, LimiterEvent> hear(LockNews news) {
        return table.hear(news, Turns.NOW);
    }

    @Benchmark
    public Object addAndRemove() {
        String lease = "lease-" + number++;
        var addition = new Addition(COUNTER, 1, Optional.of(new Addition.LeaseTerms(lease, Duration.ZERO)));
        Turns.answer(LimiterEvent.Counted.class, turns.run(table.add(request(), addition, false, Turns.NOW)));
        return Turns.answer(LimiterEvent.Counted.class, begin(new LimiterCommand.RemoveLease(request(), COUNTER, lease)));
    }

    private LimiterEvent begin(LimiterCommand command) {
        return turns.run(table.begin(command, Turns.NOW));
    }

    private RequestId request() {
        return new RequestId("request-" + number++);
    }
}
