package dev.willow.cli;

import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.HeartbeatAnswer;
import dev.willow.common.api.queue.HeartbeatRequest;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Keeps an item.
@Command(
        name = "heartbeat",
        description = "Keep an item that was taken for another time-out. Says \"superseded\" if a newer item of its channel waits.")
final class HeartbeatCommand implements Runnable {
    @ParentCommand
    private Cli cli;

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The name of the queue.")
    private String queue;

    @Parameters(index = "1", paramLabel = "ITEM", description = "The id of the item.")
    private String item;

    @Option(names = "--token", paramLabel = "N", description = "Only if it is still the hand-out with this token.")
    private Optional<Long> token;

    @Override
    public void run() {
        try (WillowClient willow = cli.willowClient()) {
            HeartbeatAnswer answer = willow.heartbeat(queue, new HeartbeatRequest(item, Optional.empty(), token));
            if (cli.isJson()) cli.printJson(answer);
            else cli.say(answer.superseded() ? "superseded" : "kept");
        }
    }
}
