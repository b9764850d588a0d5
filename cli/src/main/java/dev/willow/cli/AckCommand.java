package dev.willow.cli;

import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.AckRequest;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Ends the work on an item.
@Command(name = "ack", description = "End the work on an item that was taken: it is done, unless said otherwise.")
final class AckCommand implements Runnable {
    @ParentCommand
    private Cli cli;

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The name of the queue.")
    private String queue;

    @Parameters(index = "1", paramLabel = "ITEM", description = "The id of the item.")
    private String item;

    @ArgGroup
    private Otherwise otherwise = new Otherwise();

    @Option(names = "--token", paramLabel = "N", description = "Only if it is still the hand-out with this token.")
    private Optional<Long> token;

    /// How else the work may have ended.
    static final class Otherwise {
        @Option(names = "--failed", description = "The work failed: it is tried again as it says itself, or is gone.")
        private boolean failed;

        @Option(names = "--release", description = "Give it back without using an attempt.")
        private boolean release;
    }

    @Override
    public void run() {
        Optional<Boolean> success = otherwise.release ? Optional.empty() : Optional.of(!otherwise.failed);
        try (WillowClient willow = cli.willowClient()) {
            willow.ack(queue, new AckRequest(item, success, otherwise.release, Optional.empty(), token));
            cli.say(otherwise.release ? "released" : otherwise.failed ? "failed" : "done");
        }
    }
}
