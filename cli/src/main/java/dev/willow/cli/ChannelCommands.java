package dev.willow.cli;

import dev.willow.client.WillowClient;
import dev.willow.client.words.Pair;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.queue.Channel;
import dev.willow.common.query.PageOf;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Channels of a queue.
@Command(name = "channel", description = "Channels of a queue. They come with their first item and go with their last.")
final class ChannelCommands {
    static final String WHERE = "Only channels with this, such as os=linux; may be repeated.";
    private static final String QUEUE = "The name of the queue.";

    @ParentCommand
    private Cli cli;

    @Command(name = "list", description = "List channels with their counts.")
    void list(
            @Parameters(index = "0", paramLabel = "QUEUE", description = QUEUE) String queue,
            @Option(names = "--where", paramLabel = "PAIR", description = WHERE) List<String> where,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "The most to show; default ${DEFAULT-VALUE}.") int limit) {
        QueryRequest query = Lookups.first(where, limit);
        try (WillowClient willow = cli.willowClient()) {
            PageOf<Channel> page = willow.channels(queue, query);
            if (cli.isJson()) cli.printJson(page.things());
            else print(page, cli);
        }
    }

    @Command(name = "delete", description = "Delete a channel with all its items, or all channels that match a query. Give one of the two.")
    void delete(
            @Parameters(index = "0", paramLabel = "QUEUE", description = QUEUE) String queue,
            @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "The channel.") List<String> channel,
            @Option(names = "--where", paramLabel = "PAIR", description = "Each channel with this; may be repeated.") List<String> where) {
        if ((channel == null) == (where == null)) throw new WrongWords("what is to be deleted? A channel, or those of --where");
        try (WillowClient willow = cli.willowClient()) {
            if (channel != null) willow.deleteChannel(queue, Pair.keyValues(channel));
            else willow.deleteChannels(queue, QueryRequest.of(Pair.query(where)));
            cli.say("deleted");
        }
    }

    static void print(PageOf<Channel> page, Cli cli) {
        Table table = new Table("CHANNEL", "WAITING", "PROCESSING");
        for (Channel channel : page.things())
            table.add(Words.of(channel.spec().definition().keyValues()), channel.state().waiting(), channel.state().processing());
        cli.print(table);
        if (page.nextCursor().isPresent()) cli.say("... and more (--limit)");
    }
}
