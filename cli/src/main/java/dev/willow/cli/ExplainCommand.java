package dev.willow.cli;

import dev.willow.client.WillowClient;
import dev.willow.client.words.Pair;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.Explanation;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Why something is not being served.
@Command(
        name = "explain",
        description = "Say why a channel, an item or a query is, or is not, being served: why does my build not start, why does this runner get nothing?")
final class ExplainCommand implements Runnable {
    @ParentCommand
    private Cli cli;

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The name of the queue.")
    private String queue;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "The channel.")
    private List<String> channel;

    @Option(names = "--item", paramLabel = "ID", description = "An item instead of a channel.")
    private Optional<String> item;

    @Option(names = "--where", paramLabel = "PAIR", description = "A query instead of a channel; may be repeated. Without any of the three: every channel.")
    private List<String> where;

    @Override
    public void run() {
        ExplainRequest request = request();
        try (WillowClient willow = cli.willowClient()) {
            Explanation explanation = willow.explain(queue, request);
            if (cli.isJson()) {
                cli.printJson(explanation);
                return;
            }
            ExplainPage.lines(explanation, cli.ink()).forEach(cli.terminal().out()::println);
        }
    }

    private ExplainRequest request() {
        boolean isChannel = channel != null && !channel.isEmpty();
        if ((isChannel ? 1 : 0) + (item.isPresent() ? 1 : 0) + (where != null ? 1 : 0) > 1)
            throw new WrongWords("a channel, an item or a query: one at a time");
        DequeueRequest query = DequeueRequest.of(Words.query(where));
        return new ExplainRequest(
                isChannel ? Optional.of(Pair.keyValues(channel)) : Optional.empty(), item, query.selections(), query.and(), query.or());
    }
}
