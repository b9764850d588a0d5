package dev.willow.cli;

import dev.willow.client.WillowClient;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.queue.Channel;
import dev.willow.common.api.queue.Queue;
import dev.willow.common.api.queue.QueueProperties;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.query.PageOf;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Queues and their channels.
@Command(name = "queue", description = "Queues and their channels.")
final class QueueCommands {
    private static final String NAME = "The name of the queue.";
    private static final String MAX_ITEMS = "The most waiting and processing items over all channels; -1 is unlimited.";

    @ParentCommand
    private Cli cli;

    @Command(name = "create", description = "Create a queue.")
    void create(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--max-items", paramLabel = "N", defaultValue = "-1", description = MAX_ITEMS) long maxItems) {
        checkMaxItems(maxItems);
        try (WillowClient willow = cli.willowClient()) {
            Queue queue = willow.createQueue(QueueSpec.of(name, maxItems));
            if (cli.isJson()) cli.printJson(queue);
            else cli.say("created " + name);
        }
    }

    @Command(name = "list", description = "List all queues with their totals.")
    void list() {
        try (WillowClient willow = cli.willowClient()) {
            List<Queue> queues = willow.queues();
            if (cli.isJson()) cli.printJson(queues);
            else print(queues);
        }
    }

    @Command(name = "show", description = "Show a queue with its totals and its channels.")
    void show(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--where", paramLabel = "PAIR", description = ChannelCommands.WHERE)
                    List<String> where,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "The most channels to show; default ${DEFAULT-VALUE}.")
                    int limit) {
        QueryRequest query = Lookups.first(where, limit);
        try (WillowClient willow = cli.willowClient()) {
            Queue queue = willow.queue(name);
            PageOf<Channel> channels = willow.channels(name, query);
            if (cli.isJson()) {
                cli.printJson(new Shown(queue, channels.things()));
                return;
            }
            print(List.of(queue));
            cli.terminal().out().println();
            ChannelCommands.print(channels, cli);
        }
    }

    /// What `show` prints as JSON.
    record Shown(Queue Queue, List<Channel> Channels) {}

    @Command(name = "set", description = "Change a queue.")
    void set(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--max-items", paramLabel = "N", required = true, description = MAX_ITEMS) long maxItems) {
        checkMaxItems(maxItems);
        try (WillowClient willow = cli.willowClient()) {
            willow.changeQueue(name, new QueueProperties(Optional.of(maxItems)));
            cli.say("changed " + name);
        }
    }

    @Command(name = "delete", description = "Delete a queue with all its items.")
    void delete(@Parameters(paramLabel = "NAME", description = NAME) String name) {
        try (WillowClient willow = cli.willowClient()) {
            willow.deleteQueue(name);
            cli.say("deleted " + name);
        }
    }

    private static void checkMaxItems(long maxItems) {
        if (maxItems < -1) throw new WrongWords("--max-items must be -1 or above");
    }

    private void print(List<Queue> queues) {
        Table table = new Table("QUEUE", "MAX ITEMS", "CHANNELS", "WAITING", "PROCESSING", "CONSUMERS");
        for (Queue queue : queues) {
            Queue.State state = queue.state();
            table.add(queue.spec().definition().name(), Words.limit(queue.spec().properties().maxItems().orElse(-1L)),
                    state.channels(), state.waiting(), state.processing(), state.consumers());
        }
        cli.print(table);
    }
}
