package dev.willow.cli;

import dev.willow.client.WillowClient;
import dev.willow.client.hold.TakenItem;
import dev.willow.client.work.Outcome;
import dev.willow.client.work.WillowWorker;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Runs a command for each item.
@Command(
        name = "work",
        customSynopsis = "willow work QUEUE [OPTIONS] -- CMD...",
        description = {
            "Run CMD for each item of a queue, until this is stopped.",
            "The item is the standard input of CMD. The environment has WILLOW_QUEUE, WILLOW_ITEM_ID, WILLOW_ATTEMPT, WILLOW_UPDATES, "
                    + "WILLOW_FENCING_TOKEN, and each value of the channel: os=linux is WILLOW_KEY_OS=linux; all of it with its types is the "
                    + "JSON in WILLOW_KEY_VALUES.",
            "If CMD ends with 0 the item is done, with 75 it is given back without using an attempt, otherwise it has failed.",
            "Items are kept by heartbeats. CMD is stopped (SIGTERM, after 10 s SIGKILL) if its item is lost. When this is stopped it takes no "
                    + "more, lets CMD end, and gives back what does not end within --drain, or what the same signal ended. If CMD cannot be "
                    + "run this ends with 127."
        })
final class WorkCommand implements Callable<Integer> {
    /// EX_TEMPFAIL of sysexits.h: trying again later may help.
    private static final int TRY_LATER = 75;
    /// 128 and the number of the signal that ended CMD.
    private static final int HUNG_UP = 128 + 1;
    private static final int INTERRUPTED = 128 + 2;
    private static final int TERMINATED = 128 + 15;
    private static final long AT_ONCE_MILLIS = 500;
    /// Linux takes no longer value into an environment than 128 KiB, and the bytes of a letter may be four.
    private static final int LONGEST_JSON = 32_000;

    @ParentCommand
    private Cli cli;

    @Parameters(paramLabel = "QUEUE", description = "The name of the queue.")
    private String queue;

    @ArgGroup(exclusive = false)
    private TakeCommand.Selecting selecting = new TakeCommand.Selecting();

    @Option(names = {"-n", "--concurrency"}, paramLabel = "N", defaultValue = "1", description = "How many items at a time; default 1.")
    private int concurrency;

    @Option(names = "--stop-superseded", description = "Stop CMD when a newer item of its channel waits; the item is done then.")
    private boolean stopSuperseded;

    @Option(names = "--drain", paramLabel = "DURATION", defaultValue = "30s",
            description = "How long to let CMD end when this is stopped; default ${DEFAULT-VALUE}.")
    private Duration drain;

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<String> cannotRun = new AtomicReference<>();

    @Override
    public Integer call() throws InterruptedException {
        if (concurrency < 1) throw new WrongWords("--concurrency must be at least 1");
        List<String> command = cli.child();
        Thread waiting = Thread.currentThread();
        try (WillowClient willow = cli.willowClient()) {
            willow.queue(queue); // a wrong name is found out at once
            WillowWorker.Builder builder = WillowWorker.of(willow, queue)
                    .request(selecting.toRequest()).concurrency(concurrency).drainPatience(drain);
            if (stopSuperseded) builder.stoppingSuperseded();
            AtomicReference<WillowWorker> started = new AtomicReference<>();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                stopping.countDown();
                if (started.get() != null) started.get().close();
            }, "drain"));
            WillowWorker worker = builder.start(item -> run(command, item, waiting));
            started.set(worker);
            try {
                worker.awaitEnd();
            } catch (InterruptedException wrong) {
                worker.close();
                return cli.complain(cannotRun.get(), Exit.CANNOT_RUN);
            }
        }
        return Exit.DONE;
    }

    /// @param waiting is interrupted if there is no such command: what is wrong with all items must not use them up
    private Outcome run(List<String> command, TakenItem item, Thread waiting) throws InterruptedException {
        try {
            return outcomeOf(Child.start(command, environment(item), item.payload()).await());
        } catch (Child.NotRunException wrong) {
            if (cannotRun.compareAndSet(null, wrong.getMessage())) waiting.interrupt();
            return Outcome.RELEASED;
        }
    }

    private Outcome outcomeOf(int status) throws InterruptedException {
        return switch (status) {
            case 0 -> Outcome.DONE;
            case TRY_LATER -> Outcome.RELEASED;
            case HUNG_UP, INTERRUPTED, TERMINATED -> isBeingStopped() ? Outcome.RELEASED : Outcome.FAILED;
            default -> Outcome.FAILED;
        };
    }

    /// Ctrl-C at a terminal reaches CMD as well, perhaps a moment before this process knows.
    private boolean isBeingStopped() throws InterruptedException {
        return stopping.await(AT_ONCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Map<String, String> environment(TakenItem item) {
        Map<String, String> environment = new HashMap<>();
        for (Map.Entry<String, ValuePattern> pair : item.keyValues().asPatterns())
            if (pair.getValue() instanceof ValuePattern.Exactly(Value value))
                environment.put("WILLOW_KEY_" + pair.getKey().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_"), withoutNul(value.data()));
        String json = Json.line(item.keyValues());
        if (json.length() <= LONGEST_JSON) environment.put("WILLOW_KEY_VALUES", json);
        environment.put("WILLOW_QUEUE", queue);
        environment.put("WILLOW_ITEM_ID", item.id());
        environment.put("WILLOW_ATTEMPT", Integer.toString(item.attempt()));
        environment.put("WILLOW_UPDATES", Long.toString(item.updates()));
        environment.put("WILLOW_FENCING_TOKEN", Long.toString(item.fencingToken()));
        return environment;
    }

    /// An environment cannot hold it.
    private static String withoutNul(String data) {
        return data.replace("\0", "");
    }
}
