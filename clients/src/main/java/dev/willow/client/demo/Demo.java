package dev.willow.client.demo;

import dev.willow.client.ClientException;
import dev.willow.client.LimiterClient;
import dev.willow.client.RetryPolicy;
import dev.willow.client.WillowClient;
import dev.willow.client.hold.Items;
import dev.willow.client.demo.GitRepository.Branch;
import dev.willow.common.api.queue.QueueSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Plays the main job against running services: rules, a queue, pushers, runners, and the checks at the end.
///
/// `main` ends with 0 if every check holds, with 1 if one fails or the demo cannot go on, with one line that says why.
final class Demo {
    static final String QUEUE = "git commits";
    private static final List<Os> RUNNERS = List.of(Os.LINUX, Os.LINUX, Os.WINDOWS, Os.MAC);
    private static final int PUSHERS = 4;
    private static final RetryPolicy PERSISTENT = RetryPolicy.forAsLongAs(Duration.ofSeconds(30));

    /// How long nothing at all may happen before what is missing counts as lost.
    private static final Duration STALLED = Duration.ofSeconds(30);

    private final DemoOptions options;
    private final PrintStream out;

    Demo(DemoOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String... arguments) {
        int status = 1;
        try {
            status = new Demo(DemoOptions.parse(arguments), System.out).run() ? 0 : 1;
        } catch (DemoException known) {
            System.err.println("willow: " + known.getMessage());
        } catch (ClientException refused) {
            System.err.println("willow: a service refused: " + refused.getMessage());
        } catch (IOException | InterruptedException broken) {
            System.err.println("willow: the demo was cut off: " + broken);
        }
        System.exit(status);
    }

    /// @return whether every check holds
    boolean run() throws IOException, InterruptedException {
        GitRepository repository = GitRepository.open(options.repository());
        List<Branch> branches = repository.branches();
        Rules rules = new Rules(repository.mainBranch(branches));
        out.printf("Every commit of %d branch(es) of \"%s\" goes to \"%s\"; %s may build without limit, and on all systems.%n",
                branches.size(), repository.name(), QUEUE, rules.mainBranch());
        long start = System.nanoTime();
        try (WillowClient willow = WillowClient.builder(options.willow()).retries(PERSISTENT).build();
                LimiterClient limiter = LimiterClient.builder(options.limiter()).retries(PERSISTENT).build()) {
            rules.createIn(limiter);
            willow.createQueue(QueueSpec.of(QUEUE, roomFor(branches)));
            Ledger ledger = new Ledger(Checks.lastCommits(branches, rules));
            try (Progress progress = new Progress(out, ledger, options.onTerminal())) {
                play(repository, branches, willow, ledger, progress);
            }
            Aftermath aftermath = Aftermath.read(willow, limiter, QUEUE);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            out.printf("%n%s%n", Report.of(rules, ledger, aftermath, took));
            List<Check> checks = Checks.of(branches, rules, ledger, aftermath);
            checks.forEach(check -> out.println("  " + check));
            return checks.stream().allMatch(Check::holds);
        }
    }

    /// Per channel one item that waits and one that is built, and one more for each runner: all may be at work on main, where
    /// builds have no limit. A limit that is never reached, but always asked.
    private static long roomFor(List<Branch> branches) {
        return 2L * branches.size() * Os.values().length + RUNNERS.size();
    }

    private void play(GitRepository repository, List<Branch> branches, WillowClient willow,
            Ledger ledger, Progress progress) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                ChildProcesses children = new ChildProcesses();
                Items items = Items.of(willow, QUEUE).interruptingWhenLost();
                List<Runner> runners = new ArrayList<>();
                for (Os os : RUNNERS) {
                    String name = os.label() + "-" + (1 + runners.stream().filter(it -> it.os() == os).count());
                    Checkout checkout = Checkout.make(repository, options.scratch(), name, options.command(), children);
                    runners.add(new Runner(name, os, items, checkout, ledger, progress));
                }
                for (Runner runner : runners) start(threads, ledger, () -> {
                    runner.run();
                    return null;
                });
                start(threads, ledger, () -> {
                    pushAll(repository, branches, willow, ledger);
                    return null;
                });
                ledger.awaitAllBuilt(STALLED);
            } finally {
                threads.shutdownNow(); // interrupts the runners, who wait for items that do not come
            }
        }
    }

    /// Several branches at a time; the commits of each in their order.
    private static void pushAll(GitRepository repository, List<Branch> branches, WillowClient willow, Ledger ledger)
            throws Exception {
        long start = System.nanoTime();
        Pusher pusher = new Pusher(willow, QUEUE, repository.name(), ledger);
        try (ExecutorService threads = Executors.newFixedThreadPool(PUSHERS)) {
            List<Callable<Void>> pushes = new ArrayList<>();
            for (Branch branch : branches) pushes.add(() -> {
                pusher.push(repository, branch);
                return null;
            });
            for (Future<Void> push : threads.invokeAll(pushes)) push.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
        ledger.pushedAll(Duration.ofNanos(System.nanoTime() - start));
    }

    private static void start(ExecutorService threads, Ledger ledger, Callable<Void> work) {
        threads.submit(() -> {
            try {
                work.call();
            } catch (Exception failure) {
                ledger.failed(failure);
            }
        });
    }
}
