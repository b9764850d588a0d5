package dev.willow.client.hold;

import dev.willow.client.ClientException;
import dev.willow.client.RejectedException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.queue.HeartbeatAnswer;
import dev.willow.common.api.queue.HeartbeatRequest;
import dev.willow.common.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends the heartbeats of the items of one queue, those that fall due at about the same time in one call: a heartbeat
/// waits for others as long as its time-out leaves slack.
final class ItemHeart {
    /// The services' default for the entries of a batch.
    private static final int BATCH = 1_000;
    private static final int OK = 200;

    private final WillowClient willow;
    private final String queue;
    private final Ticker ticker;
    private Map<Keeping, HeartbeatRequest> waiting = new HashMap<>();
    private long leaving;
    private Ticker.Alarm departure = () -> {};

    ItemHeart(WillowClient willow, String queue) {
        this.willow = willow;
        this.queue = queue;
        this.ticker = willow.ticker();
    }

    /// The heart of one item.
    Heart of(HeartbeatRequest request) {
        return new Heart() {
            @Override
            public void beat(Keeping keeping) {
                add(keeping, request);
            }

            @Override
            public boolean isShared() {
                return true;
            }
        };
    }

    private synchronized void add(Keeping keeping, HeartbeatRequest request) {
        long latest = ticker.nanos() + keeping.slack().toNanos();
        if (waiting.isEmpty() || latest < leaving) {
            departure.cancel();
            leaving = latest;
            departure = ticker.after(keeping.slack(), this::leave);
        }
        waiting.put(keeping, request);
        if (waiting.size() >= BATCH) leave();
    }

    private synchronized void leave() {
        departure.cancel();
        if (waiting.isEmpty()) return;
        Map<Keeping, HeartbeatRequest> together = waiting;
        waiting = new HashMap<>();
        ticker.start("willow-client-heartbeats", () -> send(together));
    }

    private void send(Map<Keeping, HeartbeatRequest> together) {
        List<Keeping> keepings = new ArrayList<>(together.keySet());
        List<HeartbeatRequest> requests = keepings.stream().map(together::get).toList();
        Duration patience = keepings.stream().map(Keeping::patience).min(Duration::compareTo).orElseThrow();
        long sentAt = ticker.nanos();
        try {
            List<BatchEntry<HeartbeatAnswer>> answers = willow.once(patience).heartbeatAll(queue, requests);
            for (int i = 0; i < keepings.size(); i++)
                if (i < answers.size()) heard(keepings.get(i), sentAt, answers.get(i));
                else keepings.get(i).unanswered();
        } catch (RejectedException gone) {
            keepings.forEach(keeping -> keeping.refused(gone.getMessage(), gone, gone.requestId()));
        } catch (ClientException away) {
            keepings.forEach(Keeping::unanswered);
        }
    }

    private static void heard(Keeping keeping, long sentAt, BatchEntry<HeartbeatAnswer> answer) {
        if (answer.status() == OK) {
            keeping.accepted(sentAt, answer.result().map(HeartbeatAnswer::superseded).orElse(false));
        } else if (answer.status() < 500) {
            String why = answer.problem().map(problem -> problem.detail()).orElse("status " + answer.status());
            keeping.refused(why, null, Optional.empty());
        } else {
            keeping.unanswered();
        }
    }
}
