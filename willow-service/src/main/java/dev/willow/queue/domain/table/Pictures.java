package dev.willow.queue.domain.table;

import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.table.TablePicture.ChannelPicture;
import dev.willow.queue.domain.table.TablePicture.QueuePicture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Between a table and its picture.
final class Pictures {
    private Pictures() {}

    static TablePicture of(Collection<Queue> queues, long sequence, long fencingToken) {
        List<QueuePicture> drawn = new ArrayList<>(queues.size());
        for (Queue queue : queues) drawn.add(new QueuePicture(queue.name(), queue.capacity(), channels(queue)));
        return new TablePicture(sequence, fencingToken, List.copyOf(drawn));
    }

    private static List<ChannelPicture> channels(Queue queue) {
        List<ChannelPicture> drawn = new ArrayList<>();
        for (Channel channel : queue.channels())
            drawn.add(new ChannelPicture(
                    channel.id(), channel.keyValues(), List.copyOf(channel.waiting()), List.copyOf(channel.processing())));
        drawn.sort(Comparator.comparing(ChannelPicture::id)); // so that equal tables have equal pictures
        return List.copyOf(drawn);
    }

    static Queue restore(QueuePicture drawn, Tally all) {
        Queue queue = new Queue(drawn.name(), drawn.capacity(), all);
        for (ChannelPicture picture : drawn.channels()) {
            Channel channel = queue.channelOrNew(picture.keys(), picture.id(), TableWatcher.NONE);
            for (Item item : picture.waiting()) channel.addLast(item);
            for (Processing processing : picture.processing()) channel.startProcessing(processing);
        }
        return queue;
    }
}
