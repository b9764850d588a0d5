package dev.willow.client.work;

import dev.willow.client.ClientException;
import dev.willow.client.InterruptedCallException;
import dev.willow.client.LostException;
import dev.willow.client.UnavailableException;
import dev.willow.client.hold.Items;
import dev.willow.client.hold.TakenItem;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.time.Ticker;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// What a worker does with one item after another.
///
/// @param poll            how long one call waits for an item
/// @param stopsSuperseded whether an item for which a newer one waits is interrupted
record Work(
        Items items, DequeueRequest request, Duration poll, ItemHandler handler, WorkObserver observer, boolean stopsSuperseded,
        Ticker ticker) {
    private static final Logger LOG = System.getLogger(WillowWorker.class.getName());
    /// The client itself has tried for a while before.
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /// Waits for an item. A service that is away costs a pause.
    ///
    /// @return empty if there was none
    /// @throws InterruptedException if the thread was interrupted
    Optional<TakenItem> take() throws InterruptedException {
        try {
            return items.take(request, poll);
        } catch (InterruptedCallException interrupted) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (ClientException troubled) {
            LOG.log(Level.WARNING, "no items for now: {0}", troubled.getMessage());
            observer.pollFailed(troubled);
            pause();
            return Optional.empty();
        }
    }

    /// Has an item handled, and ends it.
    void handle(TakenItem item) {
        long begun = ticker.nanos();
        observer.began(item);
        Ending ending = handled(item);
        observer.ended(item, ending, Duration.ofNanos(ticker.nanos() - begun));
    }

    private Ending handled(TakenItem item) {
        try (item) {
            Outcome outcome = outcomeOf(item);
            Thread.interrupted(); // it has done its work; what follows must go through
            if (item.hasEnded()) return Ending.ENDED_BY_HANDLER;
            return end(item, outcome);
        } catch (LostException lost) {
            LOG.log(Level.WARNING, lost.getMessage());
            return Ending.LOST;
        } catch (ClientException | IllegalStateException troubled) {
            LOG.log(Level.WARNING, "the item {0} could not be ended: {1}", item.id(), troubled.getMessage());
            return Ending.NOT_ENDED;
        }
    }

    private Outcome outcomeOf(TakenItem item) {
        try {
            return Objects.requireNonNull(handler.handle(item), "the handler returned no outcome");
        } catch (InterruptedException | InterruptedCallException stopped) {
            return stopsSuperseded && item.superseded() ? Outcome.DONE : Outcome.RELEASED;
        } catch (LostException lost) {
            return Outcome.FAILED; // the end of the item finds out again, if it was this one
        } catch (Exception | Error failed) { // an error must not end the thread: the next item may well go through
            LOG.log(Level.WARNING, "the work on the item " + item.id() + " failed", failed);
            return Outcome.FAILED;
        }
    }

    /// Goes on trying while the service is away. That ends when the item is lost, for want of heartbeats.
    ///
    /// @throws LostException if it was lost
    private Ending end(TakenItem item, Outcome outcome) {
        while (true) {
            try {
                switch (outcome) {
                    case DONE -> item.succeed();
                    case FAILED -> item.fail();
                    case RELEASED -> item.release();
                }
                return Ending.of(outcome);
            } catch (UnavailableException away) {
                LOG.log(Level.WARNING, "the item {0} cannot be ended for now: {1}", item.id(), away.getMessage());
                try {
                    pause();
                } catch (InterruptedException stopped) {
                    return Ending.NOT_ENDED; // closing the item tries once more
                }
            }
        }
    }

    private void pause() throws InterruptedException {
        ticker.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos())));
    }
}
