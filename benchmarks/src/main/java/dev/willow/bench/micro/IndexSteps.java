package dev.willow.bench.micro;

import dev.willow.common.index.KeyValuesIndex;
import dev.willow.common.query.Query;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The index of channels, locks, counters and rules.
@State(Scope.Thread)
public class IndexSteps {
    private static final int ASKED = 1_024;

    @Param({"1000", "100000"})
    int things;

    private KeyValuesIndex<Thing> index;
    private Thing[] coming;
    private Query[] byOne;
    private Query[] byTwo;
    private int next;

    @Setup(Level.Trial)
    public void fill() {
        index = new KeyValuesIndex<>();
        for (int i = 0; i < things; i++) index.add(Thing.of(i));
        coming = IntStream.range(things, things + ASKED).mapToObj(Thing::of).toArray(Thing[]::new);
        // Far from each other, so that not only what the processor has just seen is asked for.
        int[] spread = IntStream.range(0, ASKED).map(i -> (int) (i * 7_919L % things)).toArray();
        byOne = IntStream.of(spread).mapToObj(i -> Query.where("repo").is(Thing.repo(i))).toArray(Query[]::new);
        byTwo = IntStream.of(spread)
                .mapToObj(i -> Query.where("repo").is(Thing.repo(i)).and(Query.where("branch").is(Thing.branch(i))))
                .toArray(Query[]::new);
    }

    @Benchmark
    public Object addAndRemove() {
        Thing thing = coming[turn()];
        index.add(thing);
        return index.remove(thing.id()).orElseThrow();
    }

    @Benchmark
    public List<Thing> queryByOneKey() {
        return found(index.query(byOne[turn()]), Thing.BRANCHES);
    }

    @Benchmark
    public List<Thing> queryByTwoKeys() {
        return found(index.query(byTwo[turn()]), 1);
    }

    private static List<Thing> found(List<Thing> things, int expected) {
        if (things.size() != expected) throw new IllegalStateException("found " + things);
        return things;
    }

    private int turn() {
        return next++ & ASKED - 1;
    }
}
