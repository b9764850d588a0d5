package dev.willow.client;

import dev.willow.common.api.BatchEntry;
import dev.willow.common.api.QueryRequest;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.Channel;
import dev.willow.common.api.queue.ChannelReference;
import dev.willow.common.api.queue.DequeueRequest;
import dev.willow.common.api.queue.EnqueueAnswer;
import dev.willow.common.api.queue.EnqueueRequest;
import dev.willow.common.api.queue.ExplainRequest;
import dev.willow.common.api.queue.Explanation;
import dev.willow.common.api.queue.HeartbeatAnswer;
import dev.willow.common.api.queue.HeartbeatRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.ItemSpec;
import dev.willow.common.api.queue.Queue;
import dev.willow.common.api.queue.QueueProperties;
import dev.willow.common.api.queue.QueueRequest;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.backup.BackupLabel;
import dev.willow.common.query.PageOf;
import dev.willow.common.time.Ticker;
import dev.willow.common.values.KeyValues;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Calls to Willow: queues of items in channels, taken by query, kept by heartbeats, ended by acks.
///
/// Every method throws [RejectedException], [UnavailableException], [BrokenServiceException] and
/// [InterruptedCallException] as those say, and a rejection with 404 if there is no such queue; what is special to a
/// method stands with it.
public final class WillowClient implements AutoCloseable {
    private static final String QUEUES = "queues";
    private static final String CHANNELS = "channels";
    private static final String ITEMS = "items";
    private static final int NO_CONTENT = 204;

    private final Transport transport;

    private WillowClient(Transport transport) {
        this.transport = transport;
    }

    /// @param willow such as `http://127.0.0.1:8080`
    /// @param others where else it can be reached, if anywhere; asked when the one before fails
    public static ClientBuilder<WillowClient> builder(URI willow, URI... others) {
        return new ClientBuilder<>(willow, others, WillowClient::new);
    }

    /// This client, sending that `X-Request-ID`; shares the connections.
    public WillowClient withRequestId(String id) {
        return new WillowClient(transport.withRequestId(id));
    }

    /// Makes a call, or several, on a virtual thread: `willow.async(client -> client.dequeue("builds", DequeueRequest.ANY, Duration.ofMinutes(1)))`.
    ///
    /// @return completes with what the call returns or throws. Cancelling it, or its time-out, interrupts the call, which then
    ///         leaves the line that it may wait in.
    public <T> CompletableFuture<T> async(Function<? super WillowClient, ? extends T> call) {
        return Async.call(ticker(), this, call);
    }

    /// This client for calls that are made once, whatever its retries, and whose answer is waited for no longer than this.
    public WillowClient once(Duration timeout) {
        return new WillowClient(transport.once(timeout));
    }

    /// This client for one call, which may then be repeated until it is answered; shares the connections. Another call
    /// needs another key.
    ///
    /// @param key up to 128 characters, never used before
    public WillowClient withIdempotencyKey(String key) {
        return new WillowClient(transport.withIdempotencyKey(key));
    }

    /// @throws RejectedException 409 if the name is in use
    public Queue createQueue(QueueSpec queue) {
        return transport.one(Call.post("v1", QUEUES).with(new QueueRequest(queue)).once(), Queue.class);
    }

    public List<Queue> queues() {
        return transport.list(Call.get("v1", QUEUES), Queue.class);
    }

    /// The queue with its totals.
    public Queue queue(String queue) {
        return transport.one(Call.get("v1", QUEUES, queue), Queue.class);
    }

    /// @param change what is left out stays as it is
    public void changeQueue(String queue, QueueProperties change) {
        transport.send(Call.put("v1", QUEUES, queue).with(change));
    }

    /// Deletes a queue with all its items; whoever waits for one is told at once.
    public void deleteQueue(String queue) {
        transport.send(Call.delete("v1", QUEUES, queue).once());
    }

    public PageOf<Channel> channels(String queue, QueryRequest query) {
        return transport.page(Call.post("v1", QUEUES, queue, CHANNELS, "query").with(query), Channel.class);
    }

    /// Deletes one channel with its items.
    ///
    /// @throws RejectedException 404 if there is no such channel
    public void deleteChannel(String queue, KeyValues channel) {
        transport.send(Call.delete("v1", QUEUES, queue, CHANNELS).with(new ChannelReference(channel)).once());
    }

    /// Deletes every channel that matches, with its items.
    public void deleteChannels(String queue, QueryRequest query) {
        transport.send(Call.delete("v1", QUEUES, queue, CHANNELS).parameter("many", "true").with(query).once());
    }

    /// Puts an item into its channel, or overwrites the last that waits there if that one is updateable.
    ///
    /// @return the item; its `updates` is above 0 when it was there before
    /// @throws NotGrantedException if the queue is full
    public EnqueueAnswer enqueue(String queue, ItemSpec item) {
        return transport.one(Call.post("v1", QUEUES, queue, CHANNELS, ITEMS).with(new EnqueueRequest(item)).once(), EnqueueAnswer.class);
    }

    /// Many items in one call, in that order; each is taken or refused by itself.
    ///
    /// @return what became of each, in the order of the request
    public List<BatchEntry<EnqueueAnswer>> enqueueAll(String queue, List<ItemSpec> items) {
        Call call = Call.post("v1", QUEUES, queue, CHANNELS, ITEMS, "batch")
                .with(items.stream().map(EnqueueRequest::new).toList()).once();
        return transport.batch(call, EnqueueAnswer.class);
    }

    /// Waits for an item of a channel that matches and that the limits let run.
    ///
    /// @param patience how long to wait; zero asks once
    /// @return empty when the time passed without one
    /// @throws RejectedException 409 if the queue was deleted meanwhile
    public Optional<Item> dequeue(String queue, DequeueRequest request, Duration patience) {
        Answer answer = transport.send(dequeueCall(queue, request, patience));
        return answer.status() == NO_CONTENT ? Optional.empty() : Optional.of(transport.readOne(answer, Item.class));
    }

    /// Waits until there is at least one item and takes what is there, up to a number.
    ///
    /// @param max      the most items to take, at least 1
    /// @param patience how long to wait; zero asks once
    /// @return empty when the time passed without any
    /// @throws RejectedException 409 if the queue was deleted meanwhile
    public List<Item> dequeueUpTo(int max, String queue, DequeueRequest request, Duration patience) {
        Answer answer = transport.send(dequeueCall(queue, request, patience).parameter("max", Integer.toString(max)));
        return answer.status() == NO_CONTENT ? List.of() : transport.readList(answer, Item.class);
    }

    private static Call dequeueCall(String queue, DequeueRequest request, Duration patience) {
        return Call.post("v1", QUEUES, queue, CHANNELS, ITEMS, "dequeue").with(request).once().waiting(patience);
    }

    /// Ends the work on an item. When this returns, the place that the item had in the limits is free.
    ///
    /// @throws RejectedException 404 if the item is not in processing: it timed out, or its queue is gone
    public void ack(String queue, AckRequest ack) {
        transport.send(Call.post("v1", QUEUES, queue, CHANNELS, ITEMS, "ack").with(ack).once());
    }

    /// Keeps an item for another time-out, counted from when this is called.
    ///
    /// @return whether a newer item of the channel waits, so that the consumer may stop early
    /// @throws RejectedException 404 if the item is not in processing: it timed out, or its queue is gone
    public HeartbeatAnswer heartbeat(String queue, HeartbeatRequest heartbeat) {
        Call call = Call.post("v1", QUEUES, queue, CHANNELS, ITEMS, "heartbeat").with(heartbeat);
        return transport.one(call, HeartbeatAnswer.class);
    }

    /// Keeps many items of one queue, each as [#heartbeat] does and by itself.
    ///
    /// @return what became of each, in the order of the request: 200, or 404 or 409 with a problem
    public List<BatchEntry<HeartbeatAnswer>> heartbeatAll(String queue, List<HeartbeatRequest> heartbeats) {
        Call call = Call.post("v1", QUEUES, queue, CHANNELS, ITEMS, "heartbeat", "batch").with(heartbeats);
        return transport.batch(call, HeartbeatAnswer.class);
    }

    /// Why a channel, an item or a query is not being served.
    public Explanation explain(String queue, ExplainRequest request) {
        return transport.one(Call.post("v1", QUEUES, queue, "explain").with(request), Explanation.class);
    }

    /// Saves a backup of everything that the service answered before this call, while it goes on serving. For operators: it
    /// needs the service's `/actuator/backup`.
    ///
    /// @param file comes to be there, or is replaced, when the backup is whole and on disk
    /// @throws IOException if it cannot be written, or did not arrive as a whole
    public BackupLabel backup(Path file) throws IOException {
        return new Backups(transport, "willow").save(file);
    }

    /// @throws UnavailableException with the reason, if the service cannot serve now
    public void checkHealth() {
        transport.send(Call.get("health"));
    }

    /// Whose time this client goes by.
    public Ticker ticker() {
        return transport.retrier().ticker();
    }

    /// Closes the connections, also under calls that wait. Items in processing are not acked; they time out.
    @Override
    public void close() {
        transport.wire().close();
    }
}
