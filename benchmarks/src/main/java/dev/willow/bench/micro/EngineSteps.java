package dev.willow.bench.micro;

import dev.willow.bench.engine.Tally;
import dev.willow.engine.EffectRunner;
import dev.willow.engine.Engine;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Engines;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A command of about 300 bytes through the engine, in memory, from the request to its answer.
@State(Scope.Benchmark)
public class EngineSteps {
    private static final String FILLER = "x".repeat(260);

    private final AtomicLong number = new AtomicLong();
    private Engine<Tally.Count, Tally.Counted> engine;

    @Setup(Level.Trial)
    public void start() throws ExecutionException, InterruptedException {
        engine = Engines.start(EngineSettings.inMemory(), new Tally(), Tally.codecs(), _ -> EffectRunner.none());
        engine.ready().get();
    }

    @TearDown(Level.Trial)
    public void stop() {
        engine.close();
    }

    @Benchmark
    public Tally.Counted command() throws ExecutionException, InterruptedException {
        var id = new RequestId("request-" + number.getAndIncrement());
        var count = new Tally.Count(id, FILLER);
        return engine.request(id, Optional.empty(), _ -> Step.log(count)).get();
    }
}
