package dev.willow.cli;

import dev.willow.client.LimiterClient;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.query.PageOf;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// What is counted against the rules.
@Command(name = "counters", description = "Show what is counted against the rules.")
final class CountersCommand implements Runnable {
    @ParentCommand
    private Cli cli;

    @Option(names = "--where", paramLabel = "PAIR", description = "Only counters with this, such as os=linux; may be repeated.")
    private List<String> where;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "The most to show; default ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public void run() {
        if (limit < 1) throw new WrongWords("--limit must be at least 1");
        QueryRequest all = QueryRequest.of(Words.query(where));
        QueryRequest query = new QueryRequest(all.selections(), all.and(), all.or(), Optional.of(limit), Optional.empty(), Optional.empty());
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
}
