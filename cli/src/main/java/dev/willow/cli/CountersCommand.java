package dev.willow.cli;

import dev.willow.client.LimiterClient;
import dev.willow.client.NotGrantedException;
import dev.willow.client.words.Pair;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.limiter.CounterSpec;
import dev.willow.common.api.limiter.Lease;
import dev.willow.common.query.PageOf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// What is counted against the rules.
@Command(name = "counters", description = "Show what is counted against the rules, or change it.")
final class CountersCommand implements Runnable {
    private static final String COUNTER = "The counter.";

    @ParentCommand
    private Cli cli;

    @Option(names = "--where", paramLabel = "PAIR", description = "Only counters with this, such as os=linux; may be repeated.")
    private List<String> where;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "The most to show; default ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public void run() {
        QueryRequest query = Lookups.first(where, limit);
        try (LimiterClient limiter = cli.limiterClient()) {
            PageOf<Counter> page = limiter.counters(query);
            if (cli.isJson()) {
                cli.printJson(page.things());
                return;
            }
            Table table = new Table("COUNTER", "NUMBER", "LEASES");
            for (Counter counter : page.things())
                table.add(Words.of(counter.spec().definition().keyValues()), counter.spec().properties().counters(), counter.state().leases().size());
            cli.print(table);
            if (page.nextCursor().isPresent()) cli.say("... and more (--limit)");
        }
    }

    @Command(name = "add", description = "Add to a counter, if all limits that apply let it in; otherwise this ends with 3.")
    int add(
            @Parameters(arity = "1..*", paramLabel = "KEY=VALUE", description = COUNTER) List<String> counter,
            @Option(names = "--by", paramLabel = "N", defaultValue = "1", description = "How much; default ${DEFAULT-VALUE}.") long by,
            @Option(names = "--lease", paramLabel = "ID", description = "Under this name; adding it again changes nothing.") Optional<String> lease,
            @Option(names = "--timeout", paramLabel = "DURATION", defaultValue = "0",
                    description = "How long the lease lasts; default: for ever.") Duration timeout,
            @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "0",
                    description = "How long to wait in line for room; default: not at all.") Duration wait) {
        if (by < 1) throw new WrongWords("--by must be at least 1");
        if (!timeout.isZero() && lease.isEmpty()) throw new WrongWords("--timeout is that of a --lease");
        return change(CounterSpec.of(Pair.keyValues(counter), by, lease.map(id -> new Lease(id, timeout))), wait, "added");
    }

    @Command(name = "subtract", description = "Subtract from a counter, or remove a lease from it.")
    int subtract(
            @Parameters(arity = "1..*", paramLabel = "KEY=VALUE", description = COUNTER) List<String> counter,
            @Option(names = "--by", paramLabel = "N", defaultValue = "1", description = "How much; default ${DEFAULT-VALUE}.") long by,
            @Option(names = "--lease", paramLabel = "ID", description = "Remove what was added under this name.") Optional<String> lease) {
        if (by < 1) throw new WrongWords("--by must be at least 1");
        return change(CounterSpec.of(Pair.keyValues(counter), -by, lease.map(id -> new Lease(id, Duration.ZERO))), Duration.ZERO, "subtracted");
    }

    @Command(name = "set", description = "Set a counter without asking the rules; 0 removes it.")
    void set(
            @Parameters(arity = "1..*", paramLabel = "KEY=VALUE", description = COUNTER) List<String> counter,
            @Option(names = "--to", paramLabel = "N", required = true, description = "The number.") long number) {
        CounterSpec spec = CounterSpec.of(Pair.keyValues(counter), number, Optional.empty());
        try (LimiterClient limiter = cli.limiterClient()) {
            limiter.setCounter(spec);
            cli.say("set");
        }
    }

    private int change(CounterSpec counter, Duration wait, String done) {
        try (LimiterClient limiter = cli.limiterClient()) {
            limiter.change(counter, wait);
            cli.say(done);
            return Exit.DONE;
        } catch (NotGrantedException full) {
            return cli.complain(full.getMessage(), Exit.NOT_IN_TIME);
        }
    }
}
