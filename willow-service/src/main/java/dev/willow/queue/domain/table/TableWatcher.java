package dev.willow.queue.domain.table;

import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Processing;

/// Is told of every change of the table while it is made, so that soft state can follow it. Changes nothing itself.
public interface TableWatcher {
    void queueMade(Queue queue);

    /// The queue is gone. Its channels are told of one by one before.
    void queueGone(Queue queue);

    /// A channel was made; it has no item yet.
    void channelMade(Channel channel);

    /// Other items wait in the channel than before, or in another order.
    void waitingChanged(Channel channel);

    /// The channel is gone. Its slot in the index still belongs to it during this call.
    void channelGone(Channel channel);

    void handedOut(Channel channel, Processing processing);

    /// The item is with its consumer no longer.
    void ended(Channel channel, ItemId item);

    /// Nobody watches.
    TableWatcher NONE = new TableWatcher() {
        @Override
        public void queueMade(Queue queue) {}

        @Override
        public void queueGone(Queue queue) {}

        @Override
        public void channelMade(Channel channel) {}

        @Override
        public void waitingChanged(Channel channel) {}

        @Override
        public void channelGone(Channel channel) {}

        @Override
        public void handedOut(Channel channel, Processing processing) {}

        @Override
        public void ended(Channel channel, ItemId item) {}
    };
}
