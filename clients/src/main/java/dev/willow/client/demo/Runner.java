package dev.willow.client.demo;

import dev.willow.client.InterruptedCallException;
import dev.willow.client.RejectedException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.values.ValuePattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// A machine of one operating system: takes an item for it, builds its commit, acks it by the exit code, and again,
/// until it is interrupted.
///
/// @param name for people: `linux-1`
record Runner(String name, Os os, WillowClient willow, String queue, Checkout checkout, Heartbeats heartbeats, Ledger ledger, Progress progress) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void run() throws IOException {
        DequeueRequest forMyOs = DequeueRequest.of(Query.of(
                Selection.where(Channel.OS, Condition.equal(ValuePattern.exactly(os.value())))));
        try {
            while (true) {
                Optional<Item> item = willow.dequeue(queue, forMyOs, PATIENCE);
                if (item.isPresent()) work(item.get());
            }
        } catch (InterruptedException | InterruptedCallException stopped) {
            // Everything was built, or the demo ends early.
        }
    }

    private void work(Item item) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Channel channel = Channel.of(item.spec().definition().keyValues());
        String commit = new String(item.spec().properties().item(), StandardCharsets.US_ASCII);
        ledger.started(channel);
        int exitCode;
        try (Heartbeats.Beating beating = heartbeats.keep(item, Thread.currentThread())) {
            exitCode = buildUntilLost(channel, commit, beating);
        }
        Build build = new Build(channel, item.state().id(), commit, start, System.nanoTime(), exitCode);
        boolean triedEnough = item.state().attempt() > Pusher.RETRIES;
        boolean acked = exitCode != Build.STOPPED && ack(item, build);
        ledger.ended(build, acked && (build.passed() || triedEnough));
        if (!build.passed()) progress.note(failure(build));
    }

    /// @return the exit code, or [Build#STOPPED] if the item was lost meanwhile
    private int buildUntilLost(Channel channel, String commit, Heartbeats.Beating beating) throws IOException, InterruptedException {
        try {
            return checkout.build(channel, commit);
        } catch (InterruptedException interrupted) {
            if (!beating.isLost()) throw interrupted;
            return Build.STOPPED;
        }
    }

    private boolean ack(Item item, Build build) throws InterruptedException {
        AckRequest ack = new AckRequest(
                build.itemId(), Optional.of(build.passed()), false, Optional.empty(), item.state().fencingToken());
        try {
            willow.ack(queue, ack);
            return true;
        } catch (RejectedException tooLate) {
            progress.note(name + ": the ack of " + build.channel() + " came too late: " + tooLate.getMessage());
            return false;
        }
    }

    private String failure(Build build) throws IOException {
        String what = build.exitCode() == Build.STOPPED ? "was stopped, its item was lost" : "failed with exit code " + build.exitCode();
        return name + ": " + build.channel() + " " + build.commit().substring(0, 10) + " " + what + ": " + checkout.lastLine();
    }
}
