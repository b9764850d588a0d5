package dev.willow.client.demo;

import static dev.willow.common.query.Query.where;

import dev.willow.client.InterruptedCallException;
import dev.willow.client.LostException;
import dev.willow.client.hold.Items;
import dev.willow.client.hold.TakenItem;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// A machine of one operating system: takes an item for it, builds its commit, ends it by the exit code, and again,
/// until it is interrupted.
///
/// @param name  for people: `linux-1`
/// @param items keep themselves while they are built, and interrupt the build when they are lost
record Runner(String name, Os os, Items items, Checkout checkout, Ledger ledger, Progress progress) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    void run() throws IOException {
        try {
            while (true) {
                Optional<TakenItem> item = items.take(where(Channel.OS).is(os.value()), PATIENCE);
                if (item.isPresent()) work(item.get());
            }
        } catch (InterruptedException | InterruptedCallException stopped) {
            // Everything was built, or the demo ends early.
        }
    }

    private void work(TakenItem item) throws IOException, InterruptedException {
        try (item) {
            long start = System.nanoTime();
            Channel channel = Channel.of(item.keyValues());
            ledger.started(channel);
            int exitCode = buildUntilLost(channel, item);
            Build build = new Build(channel, item.id(), item.text(), start, System.nanoTime(), exitCode);
            boolean triedEnough = item.attempt() > Pusher.RETRIES;
            boolean ended = exitCode != Build.STOPPED && end(item, build);
            ledger.ended(build, ended && (build.passed() || triedEnough));
            if (!build.passed()) progress.note(failure(build));
        }
    }

    /// @return the exit code, or [Build#STOPPED] if the item was lost meanwhile
    private int buildUntilLost(Channel channel, TakenItem item) throws IOException, InterruptedException {
        try {
            return checkout.build(channel, item.text());
        } catch (InterruptedException interrupted) {
            if (item.isHeld()) throw interrupted;
            return Build.STOPPED;
        }
    }

    private boolean end(TakenItem item, Build build) {
        try {
            if (build.passed()) item.succeed();
            else item.fail();
            return true;
        } catch (LostException tooLate) {
            progress.note(name + ": the ack of " + build.channel() + " came too late: " + tooLate.getMessage());
            return false;
        }
    }

    private String failure(Build build) throws IOException {
        String what = build.exitCode() == Build.STOPPED ? "was stopped, its item was lost" : "failed with exit code " + build.exitCode();
        return name + ": " + build.channel() + " " + build.commit().substring(0, 10) + " " + what + ": " + checkout.lastLine();
    }
}
