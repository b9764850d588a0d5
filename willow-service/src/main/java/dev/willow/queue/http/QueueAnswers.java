package dev.willow.queue.http;

import dev.willow.common.api.KeyValuesDefinition;
import dev.willow.common.api.queue.Channel;
import dev.willow.common.api.queue.EnqueueAnswer;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.ItemProperties;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.ItemState;
import dev.willow.common.api.queue.Queue;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.ChannelView;
import dev.willow.queue.domain.Delivery;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.Processing;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.QueueView;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import java.util.Optional;

/// From what the domain says to what the API says.
final class QueueAnswers {
    private static final int UNLIMITED = -1;

    private QueueAnswers() {}

    static Queue of(QueueView queue) {
        return new Queue(
                QueueSpec.of(queue.name(), number(queue.capacity())),
                new Queue.State(queue.channels(), queue.waiting(), queue.processing(), queue.consumers()));
    }

    static Channel of(ChannelView channel) {
        return new Channel(
                new Channel.Spec(new KeyValuesDefinition(channel.keys())),
                new Channel.State(channel.id(), channel.waiting(), channel.processing()));
    }

    static EnqueueAnswer of(QueueEvent.Accepted accepted) {
        return new EnqueueAnswer(new ItemState(accepted.item().value(), 0, accepted.updates(), Optional.empty()));
    }

    static Item of(Delivery delivery) {
        Processing processing = delivery.processing();
        Handling handling = processing.item().handling();
        ItemProperties properties = new ItemProperties(
                processing.item().payload().bytes(), handling.updateable(), number(handling.retries()), of(handling.position()),
                handling.timeout());
        ItemState state = new ItemState(
                processing.item().id().value(), processing.attempt(), processing.item().updates(),
                Optional.of(processing.fencingToken()));
        return new Item(ItemSpec.of(delivery.channel(), properties), state);
    }

    private static long number(Capacity capacity) {
        return switch (capacity) {
            case Capacity.AtMost(long items) -> items;
            case Capacity.Unlimited() -> UNLIMITED;
        };
    }

    private static int number(Retries retries) {
        return switch (retries) {
            case Retries.Times(int count) -> count;
            case Retries.ForEver() -> UNLIMITED;
        };
    }

    private static dev.willow.common.api.queue.RetryPosition of(RetryPosition position) {
        return switch (position) {
            case FRONT -> dev.willow.common.api.queue.RetryPosition.FRONT;
            case BACK -> dev.willow.common.api.queue.RetryPosition.BACK;
        };
    }
}
