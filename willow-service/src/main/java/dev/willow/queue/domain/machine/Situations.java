package dev.willow.queue.domain.machine;

import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.queue.domain.Counters;
import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Overview;
import dev.willow.queue.domain.PlaceHolder;
import dev.willow.queue.domain.Situation;
import dev.willow.queue.domain.dispatch.Dispatcher;
import dev.willow.queue.domain.table.Channel;
import dev.willow.queue.domain.table.Queue;
import dev.willow.queue.domain.table.QueueTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How things stand, for whoever asks why something is not being served. Nothing is changed by looking.
public final class Situations {
    private static final int SHOWN_GROUPS = 10;
    private static final int CANDIDATES = 200;

    private final QueueTable table;
    private final Dispatcher dispatcher;

    Situations(QueueTable table, Dispatcher dispatcher) {
        this.table = table;
        this.dispatcher = dispatcher;
    }

    /// Whether anything is handed out at present.
    public boolean isLimiterThere() {
        return dispatcher.isLimiterThere();
    }

    /// @return empty if there is no such channel
    public Optional<Situation> ofChannel(String queue, KeyValues channel) {
        return table.queue(queue).flatMap(found -> found.channel(channel)).map(this::of);
    }

    /// The group that this channel waits for room in, if it does.
    public Optional<Group> heldBackBy(String queue, KeyValues channel) {
        return table.queue(queue).flatMap(found -> found.channel(channel)).flatMap(dispatcher::heldBackBy);
    }

    /// Looks through all that wait, so it is not for every day.
    ///
    /// @return empty if no such item waits or is in processing
    public Optional<Situation.OfItem> ofItem(String queue, ItemId item) {
        Optional<Situation.OfItem> processing = table.processing(queue, item).map(held -> new Situation.OfItem(
                of(table.channelOfProcessing(item).orElseThrow()), item, 0, held.handOut()));
        return processing.or(() -> table.queue(queue).flatMap(found -> waiting(found, item)));
    }

    /// Looks at each channel that matches, but only at how it stands here.
    public Overview ofQuery(String queue, Query query) {
        return new Count(table.queue(queue).map(found -> found.index().query(query)).orElse(List.of())).overview();
    }

    /// The item in processing that a lease in the Limiter stands for.
    ///
    /// @return empty if it is no lease of an item, or of one that is not in processing here any more
    public Optional<PlaceHolder> holder(String lease) {
        return Counters.runningItem(lease).flatMap(held -> table.channelOfProcessing(held.item())
                .flatMap(channel -> table.processing(channel.queue().name(), held.item())
                        .filter(processing -> processing.handOut().equals(held.handOut()))
                        .map(processing -> new PlaceHolder(channel.queue().name(), channel.keyValues(), processing))));
    }

    private Optional<Situation.OfItem> waiting(Queue queue, ItemId wanted) {
        for (Channel channel : queue.channels()) {
            int position = 0;
            for (Item item : channel.waiting()) {
                position++;
                if (item.id().equals(wanted)) return Optional.of(new Situation.OfItem(of(channel), wanted, position, null));
            }
        }
        return Optional.empty();
    }

    private Situation of(Channel channel) {
        return new Situation(
                channel.view(), channel.counters().running(), dispatcher.isAwaited(channel), dispatcher.isAskedFor(channel));
    }

    /// Counts channels by how they stand.
    private final class Count {
        private static final class Held {
            private final Channel example;
            private int channels;

            private Held(Channel example) {
                this.example = example;
            }
        }

        private final List<Channel> channels;
        private final Map<Group, Held> groups = new LinkedHashMap<>();
        private final List<Situation> candidates = new ArrayList<>();
        private int waiting;
        private int processing;
        private int idle;
        private int askedFor;
        private int heldBack;

        private Count(List<Channel> channels) {
            this.channels = channels;
            for (Channel channel : channels) count(channel);
        }

        private void count(Channel channel) {
            waiting += channel.waiting().size();
            processing += channel.processing().size();
            if (channel.waiting().isEmpty()) {
                idle++;
            } else if (dispatcher.isAskedFor(channel)) {
                askedFor++;
                consider(channel);
            } else {
                Optional<Group> group = dispatcher.heldBackBy(channel);
                if (group.isPresent()) {
                    groups.computeIfAbsent(group.get(), _ -> new Held(channel)).channels++;
                    heldBack++;
                } else {
                    consider(channel);
                }
            }
        }

        private void consider(Channel channel) {
            if (candidates.size() < CANDIDATES) candidates.add(of(channel));
        }

        private Overview overview() {
            List<Overview.HeldBack> most = groups.entrySet().stream()
                    .sorted(Comparator.comparingInt(each -> -each.getValue().channels))
                    .limit(SHOWN_GROUPS)
                    .map(each -> new Overview.HeldBack(each.getKey(), each.getValue().channels, of(each.getValue().example)))
                    .toList();
            return new Overview(
                    channels.size(), waiting, processing, idle, askedFor, heldBack, channels.size() - idle - askedFor - heldBack,
                    most, groups.size() - most.size(), candidates);
        }
    }
}
