package dev.willow.cli;

import dev.willow.client.RejectedException;
import dev.willow.client.WillowClient;
import dev.willow.client.words.Pair;
import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.queue.EnqueueAnswer;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.RetryPosition;
import dev.willow.common.values.KeyValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Puts items into a channel.
@Command(
        name = "push",
        description = {
            "Put an item into a channel: the text of --item, or all of standard input.",
            "With --lines each line of standard input is an item of its own."
        })
final class PushCommand implements Callable<Integer> {
    /// The service's default for the entries of a batch.
    private static final int BATCH = 1_000;
    /// Below the service's default for the bytes of a request.
    private static final int BATCH_BYTES = 1_000_000;
    /// Many times what a service takes by its default.
    private static final int LARGEST_ITEM = 64 << 20;
    private static final int UPDATED = 200;
    private static final int REFUSED = 400;
    private static final int TOO_LARGE = 413;

    @ParentCommand
    private Cli cli;

    @Parameters(index = "0", paramLabel = "QUEUE", description = "The name of the queue.")
    private String queue;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY=VALUE", description = "The channel.")
    private List<String> channel;

    @Option(names = "--item", paramLabel = "TEXT", description = "The item; default: standard input.")
    private Optional<String> item;

    @Option(names = "--lines", description = "Each line of standard input is an item.")
    private boolean lines;

    @Option(names = {"-u", "--updateable"}, description = "A later item may overwrite it while it is the last that waits.")
    private boolean updateable;

    @Option(names = "--retries", paramLabel = "N", defaultValue = "0", description = "How often it is tried again after a failure; -1 for ever.")
    private int retries;

    @Option(names = "--retry-position", paramLabel = "front|back", defaultValue = "front", description = "Where it goes then.")
    private RetryPosition position;

    @Option(names = "--timeout", paramLabel = "DURATION", defaultValue = "0",
            description = "How long a consumer has it without a heartbeat; default: the service's.")
    private Duration timeout;

    @Override
    public Integer call() throws IOException {
        if (retries < -1) throw new WrongWords("--retries must be -1 or above");
        if (lines && item.isPresent()) throw new WrongWords("--lines reads standard input, so there can be no --item");
        KeyValues keyValues = Pair.keyValues(channel);
        try (WillowClient willow = cli.willowClient()) {
            if (lines) return pushLines(willow, keyValues);
            byte[] bytes = item.isPresent() ? item.get().getBytes(StandardCharsets.UTF_8) : standardInput();
            EnqueueAnswer answer = willow.enqueue(queue, spec(keyValues, bytes));
            if (cli.isJson()) cli.printJson(answer);
            else cli.say((answer.state().updates() > 0 ? "updated " : "pushed ") + answer.state().id());
            return Exit.DONE;
        }
    }

    private byte[] standardInput() throws IOException {
        byte[] bytes = cli.terminal().in().readNBytes(LARGEST_ITEM + 1);
        if (bytes.length > LARGEST_ITEM) throw new WrongWords("standard input is too long for an item");
        return bytes;
    }

    private int pushLines(WillowClient willow, KeyValues keyValues) throws IOException {
        int created = 0;
        int updated = 0;
        List<BatchEntry<EnqueueAnswer>> refused = new ArrayList<>();
        List<BatchEntry<EnqueueAnswer>> all = new ArrayList<>();
        Lines input = new Lines(cli.terminal().in());
        for (List<ItemSpec> batch = next(input, keyValues); !batch.isEmpty(); batch = next(input, keyValues)) {
            for (BatchEntry<EnqueueAnswer> entry : push(batch, willow)) {
                if (cli.isJson()) all.add(entry);
                if (entry.status() >= REFUSED) refused.add(entry);
                else if (entry.status() == UPDATED) updated++;
                else created++;
            }
        }
        if (cli.isJson()) cli.printJson(all);
        else cli.say("pushed " + created + ", updated " + updated);
        if (refused.isEmpty()) return Exit.DONE;
        String why = refused.getFirst().problem().map(problem -> problem.detail()).orElse("");
        return cli.complain("refused " + refused.size() + ", the first because " + why, Exit.REFUSED);
    }

    /// A line that is too long for a request is refused by itself.
    private List<BatchEntry<EnqueueAnswer>> push(List<ItemSpec> batch, WillowClient willow) {
        try {
            return willow.enqueueAll(queue, batch);
        } catch (RejectedException tooLarge) {
            if (tooLarge.problem().status() != TOO_LARGE || batch.size() > 1) throw tooLarge;
            return List.of(BatchEntry.refused(tooLarge.problem()));
        }
    }

    private List<ItemSpec> next(Lines input, KeyValues keyValues) throws IOException {
        List<ItemSpec> batch = new ArrayList<>();
        for (byte[] line : input.next(BATCH, BATCH_BYTES / 4 * 3, bytesOf(keyValues))) batch.add(spec(keyValues, line));
        return batch;
    }

    /// What is sent with each item, roughly.
    private static int bytesOf(KeyValues keyValues) {
        return Json.line(keyValues).getBytes(StandardCharsets.UTF_8).length + 200;
    }

    private ItemSpec spec(KeyValues keyValues, byte[] bytes) {
        return ItemSpec.of(keyValues, new ItemProperties(bytes, updateable, retries, position, timeout));
    }
}
