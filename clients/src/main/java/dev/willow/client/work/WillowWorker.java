package dev.willow.client.work;

import dev.willow.client.WillowClient;
import dev.willow.client.hold.Items;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.query.Query;
import dev.willow.common.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/// Works on the items of a queue, several at a time, until it is closed.
///
/// ```java
/// try (WillowWorker worker = WillowWorker.of(willow, "builds").where(where("os").is("linux")).concurrency(4)
///         .start(item -> build(item.text()) ? DONE : FAILED)) {
///     worker.awaitEnd();
/// }
/// ```
///
/// While the services are away it goes on asking, with pauses. Closing it takes no further items, waits for those in work, and gives
/// back what is not finished in time.
public final class WillowWorker implements AutoCloseable {
    private final List<Lane> lanes;
    private final Duration drainPatience;
    private final Ticker ticker;

    private WillowWorker(List<Lane> lanes, Duration drainPatience, Ticker ticker) {
        this.lanes = lanes;
        this.drainPatience = drainPatience;
        this.ticker = ticker;
    }

    /// @param willow stays open when the worker is closed
    public static Builder of(WillowClient willow, String queue) {
        return new Builder(willow, queue);
    }

    /// Waits until the worker has been closed by somebody else and all its work has ended.
    public void awaitEnd() throws InterruptedException {
        try {
            ended().get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Takes no further items and returns when all work has ended. Work that goes on beyond the patience is interrupted, and its item given
    /// back without using an attempt. An interrupt of the caller cuts the patience short.
    @Override
    public void close() {
        lanes.forEach(Lane::takeNoMore);
        boolean isInterrupted = false;
        try {
            ticker.await(ended(), drainPatience);
        } catch (InterruptedException impatient) {
            isInterrupted = true;
        }
        lanes.forEach(Lane::stop);
        while (!isEnded()) isInterrupted = true;
        if (isInterrupted) Thread.currentThread().interrupt();
    }

    /// Waits for the end.
    ///
    /// @return false if the caller was interrupted meanwhile; then all is told to stop once more
    private boolean isEnded() {
        try {
            awaitEnd();
            return true;
        } catch (InterruptedException impatient) {
            lanes.forEach(Lane::stop);
            return false;
        }
    }

    private CompletableFuture<Void> ended() {
        return CompletableFuture.allOf(lanes.stream().map(Lane::ended).toArray(CompletableFuture[]::new));
    }

    /// What a worker takes, how much at a time, and how it ends. Each setting has a default.
    public static final class Builder {
        private final WillowClient willow;
        private final String queue;
        private DequeueRequest request = DequeueRequest.ANY;
        private int concurrency = 1;
        private boolean stopsSuperseded;
        private Duration poll = Duration.ofSeconds(30);
        private Duration drainPatience = Duration.ofSeconds(30);
        private WorkObserver observer = WorkObserver.NONE;

        private Builder(WillowClient willow, String queue) {
            this.willow = willow;
            this.queue = queue;
        }

        /// Only items of channels that match; default all.
        public Builder where(Query query) {
            return request(DequeueRequest.of(query));
        }

        /// As [#where], with a strategy.
        public Builder request(DequeueRequest what) {
            request = what;
            return this;
        }

        /// How many items are worked on at a time; default 1.
        public Builder concurrency(int items) {
            if (items < 1) throw new IllegalArgumentException("must be at least 1: " + items);
            concurrency = items;
            return this;
        }

        /// Interrupts the handler of an item for which a newer one waits. What it then throws ends the item with success: the newer one
        /// stands for it. Off by default.
        public Builder stoppingSuperseded() {
            stopsSuperseded = true;
            return this;
        }

        /// How long one call waits for an item; default 30 s. Not more than the service allows.
        public Builder poll(Duration wait) {
            poll = wait;
            return this;
        }

        /// How long [WillowWorker#close] waits for work to end by itself; default 30 s.
        public Builder drainPatience(Duration patience) {
            drainPatience = patience;
            return this;
        }

        /// Who hears what the worker does; default nobody.
        public Builder observer(WorkObserver hears) {
            observer = hears;
            return this;
        }

        public WillowWorker start(ItemHandler handler) {
            Items plain = Items.of(willow, queue).interruptingWhenLost();
            Items items = stopsSuperseded ? plain.interruptingWhenSuperseded() : plain;
            Work work = new Work(items, request, poll, handler, observer, stopsSuperseded, willow.ticker());
            List<Lane> lanes = IntStream.range(0, concurrency).mapToObj(i -> new Lane(work, queue + "-" + i)).toList();
            lanes.forEach(lane -> lane.start(willow.ticker()));
            return new WillowWorker(lanes, drainPatience, willow.ticker());
        }
    }
}
