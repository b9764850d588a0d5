package dev.willow.client.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What really happened: what was pushed, what ran and when. Safe for use by many threads.
final class Ledger {
    private final Map<Channel, String> unfinished = new HashMap<>();
    private final List<Build> builds = new ArrayList<>();
    private final Set<Channel> running = new HashSet<>();
    private long pushes;
    private long replaced;
    private long pushNanos;
    private long lastEventNanos = System.nanoTime();
    private boolean pushing = true;
    private Throwable failure;

    /// @param lastCommits the last commit of each channel that the rules let run: what has to be built in the end
    Ledger(Map<Channel, String> lastCommits) {
        unfinished.putAll(lastCommits);
    }

    /// @param count     pushes that were accepted
    /// @param overwrote how many of them replaced an older commit that was still waiting
    synchronized void pushed(int count, int overwrote) {
        pushes += count;
        replaced += overwrote;
        event();
    }

    /// @param took from the first push to the last answer
    synchronized void pushedAll(Duration took) {
        pushNanos = took.toNanos();
        pushing = false;
        event();
    }

    synchronized void started(Channel channel) {
        running.add(channel);
        event();
    }

    /// @param isLast whether the item's commit will not be tried again
    synchronized void ended(Build build, boolean isLast) {
        running.remove(build.channel());
        builds.add(build);
        if (isLast) unfinished.remove(build.channel(), build.commit());
        event();
    }

    /// A runner or pusher cannot go on: the demo ends.
    synchronized void failed(Throwable cause) {
        if (failure == null) failure = cause;
        event();
    }

    private void event() {
        lastEventNanos = System.nanoTime();
        notifyAll();
    }

    /// Waits until the last commit of every channel that may run was built.
    ///
    /// @param patience how long nothing at all may happen before this gives up
    /// @return whether everything was built
    /// @throws DemoException if a runner or pusher failed
    synchronized boolean awaitAllBuilt(Duration patience) throws InterruptedException {
        while (pushing || !unfinished.isEmpty() || !running.isEmpty()) {
            if (failure instanceof DemoException known) throw known;
            if (failure != null) throw new DemoException("stopped early: " + failure, failure);
            long left = lastEventNanos + patience.toNanos() - System.nanoTime();
            if (left <= 0 && running.isEmpty()) return false;
            wait(Math.max(1, left / 1_000_000));
        }
        return true;
    }

    synchronized Collection<Channel> running() {
        return List.copyOf(running);
    }

    synchronized List<Build> builds() {
        return List.copyOf(builds);
    }

    synchronized long pushes() {
        return pushes;
    }

    /// Pushes that were squashed: a newer commit took their place before a runner took them.
    synchronized long replaced() {
        return replaced;
    }

    synchronized double pushesPerSecond() {
        return pushNanos == 0 ? 0 : pushes * 1e9 / pushNanos;
    }

    synchronized int unfinishedChannels() {
        return unfinished.size();
    }
}
