package dev.willow.cli;

import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.Strategy;
import dev.willow.common.query.Query;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Takes items and shows them.
@Command(
        name = "take",
        description = {
            "Take items and show them. They must be acked before their time-out, or they are tried again.",
            "To work on items with heartbeats there is willow work."
        })
final class TakeCommand implements Callable<Integer> {
    private static final int WIDEST_PAYLOAD = 100;

    @ParentCommand
    private Cli cli;

    @Parameters(paramLabel = "QUEUE", description = "The name of the queue.")
    private String queue;

    @ArgGroup(exclusive = false)
    private Selecting selecting = new Selecting();

    @Option(names = "--wait", paramLabel = "DURATION", defaultValue = "0", description = "How long to wait for one; default: not at all.")
    private Duration wait;

    @Option(names = "--max", paramLabel = "N", defaultValue = "1", description = "The most items to take; default 1.")
    private int max;

    /// Which channels, and which of them first.
    static final class Selecting {
        @Option(names = "--where", paramLabel = "PAIR",
                description = "Only from channels with this, such as os=linux or cpus:>=4; may be repeated.")
        private List<String> where;

        @Option(names = "--strategy", paramLabel = "STRATEGY",
                description = "Which channel first: round-robin, oldest, random or priority.")
        private Strategy strategy = Strategy.ROUND_ROBIN;

        @Option(names = "--priority-key", paramLabel = "KEY", description = "With --strategy priority: the key whose highest value goes first.")
        private Optional<String> priorityKey = Optional.empty();

        DequeueRequest toRequest() {
            if (strategy == Strategy.PRIORITY != priorityKey.isPresent())
                throw new WrongWords("--strategy priority and --priority-key go together");
            DequeueRequest plain = DequeueRequest.of(query());
            return new DequeueRequest(plain.selections(), plain.and(), plain.or(), strategy, priorityKey);
        }

        Query query() {
            return Words.query(where);
        }
    }

    @Override
    public Integer call() {
        if (max < 1) throw new WrongWords("--max must be at least 1");
        DequeueRequest request = selecting.toRequest();
        try (WillowClient willow = cli.willowClient()) {
            List<Item> items = willow.dequeueUpTo(max, queue, request, wait);
            if (cli.isJson()) cli.printJson(items);
            else print(items);
            return items.isEmpty() ? Exit.NOT_IN_TIME : Exit.DONE;
        }
    }

    private void print(List<Item> items) {
        Table table = new Table("ITEM", "TOKEN", "ATTEMPT", "UPDATES", "CHANNEL", "PAYLOAD");
        for (Item item : items)
            table.add(item.state().id(), item.state().fencingToken().map(Object::toString).orElse(""), item.state().attempt(),
                    item.state().updates(), Words.of(item.spec().definition().keyValues()),
                    Width.cut(Words.clean(Words.ofPayload(item.spec().properties().item())), WIDEST_PAYLOAD));
        cli.print(table);
    }
}
