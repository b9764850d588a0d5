package dev.willow.cli;

import dev.willow.client.RejectedException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.queue.Channel;
import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.Explanation;
import dev.willow.common.api.queue.Queue;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What `top` sees of the queues, by a bounded number of calls, however many queues and channels there are.
final class QueueSight {
    /// Queues that are looked into, those with most items; another queue shows its totals alone.
    private static final int MOST_LOOKED_INTO = 5;
    private static final int CHANNELS_OF_EACH = 200;
    private static final int CHANNELS_OF_ONE = 1_000;
    private static final int PAGES_OF_ONE = 5;
    private static final ExplainRequest EVERYTHING = new ExplainRequest(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

    private final WillowClient willow;
    private final Sight sight;
    private final Optional<String> only;
    private final List<Queue> queues = new ArrayList<>();
    private final Map<String, Explanation> explanations = new HashMap<>();
    private final List<Look.InChannel> channels = new ArrayList<>();
    private final List<String> notSeen = new ArrayList<>();

    /// @param only the one queue to look at, if not all
    QueueSight(WillowClient willow, Sight sight, Optional<String> only) {
        this.willow = willow;
        this.sight = sight;
        this.only = only;
    }

    /// @throws RejectedException if there is no queue of that one name
    void look() {
        sight.of(() -> only.map(name -> List.of(willow.queue(name))).orElseGet(willow::queues)).ifPresent(queues::addAll);
        queues.sort(Comparator.comparing((Queue queue) -> -queue.state().waiting() - queue.state().processing())
                .thenComparing(QueueSight::nameOf));
        List<Queue> busy = queues.stream().filter(queue -> queue.state().channels() > 0).toList();
        busy.stream().limit(MOST_LOOKED_INTO).forEach(this::lookInto);
        if (busy.size() > MOST_LOOKED_INTO)
            notSeen.add("channels and limits of " + (busy.size() - MOST_LOOKED_INTO) + " further queues (name one to see it)");
        channels.sort(Comparator.comparingInt((Look.InChannel channel) -> -channel.waiting()).thenComparing(channel -> -channel.processing())
                .thenComparing(Look.InChannel::queue).thenComparing(Look.InChannel::keyValues));
    }

    private void lookInto(Queue queue) {
        String name = nameOf(queue);
        try {
            sight.of(() -> willow.explain(name, EVERYTHING)).ifPresent(why -> explanations.put(name, why));
            readChannels(name, queue.state().channels());
        } catch (RejectedException gone) {
            // deleted a moment ago; the next look knows
        }
    }

    private void readChannels(String queue, int total) {
        int size = only.isPresent() ? CHANNELS_OF_ONE : CHANNELS_OF_EACH;
        Optional<String> cursor = Optional.empty();
        int seen = 0;
        for (int page = 0; page == 0 || cursor.isPresent() && page < (only.isPresent() ? PAGES_OF_ONE : 1); page++) {
            QueryRequest next = Lookups.of(Query.EVERYTHING, size, cursor);
            Optional<PageOf<Channel>> read = sight.of(() -> willow.channels(queue, next));
            if (read.isEmpty()) return;
            for (Channel channel : read.get().things())
                channels.add(new Look.InChannel(
                        queue, channel.spec().definition().keyValues(), channel.state().waiting(), channel.state().processing()));
            seen += read.get().things().size();
            cursor = read.get().nextCursor();
        }
        if (cursor.isPresent()) notSeen.add("channels of " + queue + " beyond the first " + seen + " of " + total + ", which may be busier");
    }

    /// @param since the look before, and how many seconds ago it was
    List<Look.InQueue> queues(Optional<Since> since) {
        return queues.stream().map(queue -> inQueue(queue, since)).toList();
    }

    /// @param queues  as they were then
    /// @param seconds ago; positive
    record Since(Map<String, Queue.State> queues, double seconds) {}

    private Look.InQueue inQueue(Queue queue, Optional<Since> since) {
        String name = nameOf(queue);
        Queue.State now = queue.state();
        Optional<Queue.State> before = since.map(then -> then.queues().get(name));
        Optional<Explanation.Channels> standing = Optional.ofNullable(explanations.get(name)).flatMap(Explanation::channels);
        return new Look.InQueue(
                name, queue.spec().properties().maxItems().orElse(-1L), now.channels(), now.waiting(), now.processing(), now.consumers(),
                before.map(then -> (now.waiting() - then.waiting()) / since.get().seconds()),
                before.map(then -> (now.processing() - then.processing()) / since.get().seconds()),
                standing.map(Explanation.Channels::heldBack), standing.map(Explanation.Channels::ready));
    }

    Map<String, Queue.State> states() {
        Map<String, Queue.State> states = new HashMap<>();
        for (Queue queue : queues) states.put(nameOf(queue), queue.state());
        return states;
    }

    List<Look.InChannel> channels() {
        return channels;
    }

    /// What is in the way, first what holds most channels back.
    List<Look.Blocked> blocked() {
        return queues.stream().map(QueueSight::nameOf).filter(explanations::containsKey)
                .flatMap(queue -> explanations.get(queue).reasons().stream()
                        .filter(reason -> reason.rule().isPresent() || reason.code().equals("limiter-unreachable"))
                        .map(reason -> new Look.Blocked(queue, reason)))
                .sorted(Comparator.comparing(blocked -> -blocked.reason().heldChannels().orElse(0)))
                .toList();
    }

    List<String> notSeen() {
        return notSeen;
    }

    private static String nameOf(Queue queue) {
        return queue.spec().definition().name();
    }
}
