package dev.willow.client.hold;

import dev.willow.client.ClientException;
import dev.willow.client.LostException;
import dev.willow.client.RejectedException;
import dev.willow.client.WillowClient;
import dev.willow.common.api.queue.AckRequest;
import dev.willow.common.api.queue.Item;
import dev.willow.common.values.KeyValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// An item in hand. End the work on it by [#succeed], [#fail] or [#release]; closing it without gives it back.
public final class TakenItem implements Hold {
    private final WillowClient willow;
    private final String queue;
    private final Item item;
    private final Keeping keeping;
    private final Alerts.Bell bell;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    TakenItem(WillowClient willow, String queue, Item item, Keeping keeping, Alerts.Bell bell) {
        this.willow = willow;
        this.queue = queue;
        this.item = item;
        this.keeping = keeping;
        this.bell = bell;
        bell.ring(this);
    }

    public String id() {
        return item.state().id();
    }

    /// A copy of the bytes.
    public byte[] payload() {
        return item.spec().properties().item().clone();
    }

    /// The bytes as UTF-8.
    public String text() {
        return new String(item.spec().properties().item(), StandardCharsets.UTF_8);
    }

    /// Which attempt this is, from 1.
    public int attempt() {
        return item.state().attempt();
    }

    /// How often it was overwritten while it waited.
    public long updates() {
        return item.state().updates();
    }

    @Override
    public KeyValues keyValues() {
        return item.spec().definition().keyValues();
    }

    @Override
    public long fencingToken() {
        return item.state().fencingToken().orElseThrow();
    }

    /// Whether a newer item of the channel waits, as the last heartbeat said, so that the work may stop early.
    public boolean superseded() {
        return bell.isSuperseded();
    }

    /// The work is done: the item is gone, and its place in the limits is free.
    ///
    /// @throws LostException         if the item was lost before; what becomes of it is decided without this consumer
    /// @throws IllegalStateException if the work on it has ended already
    public void succeed() {
        end(Optional.of(true));
    }

    /// The work failed: the item is tried again as it says itself, or is gone.
    ///
    /// @throws LostException         if the item was lost before; what becomes of it is decided without this consumer
    /// @throws IllegalStateException if the work on it has ended already
    public void fail() {
        end(Optional.of(false));
    }

    /// Gives the item back to the front of its channel without using an attempt.
    ///
    /// @throws LostException         if the item was lost before; what becomes of it is decided without this consumer
    /// @throws IllegalStateException if the work on it has ended already
    public void release() {
        end(Optional.empty());
    }

    /// Whether the work on it has been ended here; not so when it was lost.
    public boolean hasEnded() {
        return keeping.hasEnded();
    }

    /// It is kept until the answer is there, however long the service is away.
    private void end(Optional<Boolean> success) {
        keeping.ending();
        AckRequest ack = new AckRequest(id(), success, success.isEmpty(), Optional.empty(), item.state().fencingToken());
        try {
            willow.ack(queue, ack);
            keeping.ended();
        } catch (RejectedException gone) {
            keeping.ended();
            throw new LostException("the item " + id() + " was lost: " + gone.getMessage(), gone, gone.requestId());
        } catch (ClientException away) {
            keeping.heldOn();
            throw away;
        }
    }

    @Override
    public boolean isHeld() {
        return keeping.isHeld();
    }

    @Override
    public Duration remaining() {
        return keeping.remaining();
    }

    @Override
    public void ensureHeld() {
        keeping.ensureHeld();
    }

    @Override
    public void close() {
        if (isClosed.getAndSet(true)) return;
        bell.close();
        if (!keeping.isHeld()) return;
        try {
            release();
        } catch (ClientException | IllegalStateException away) {
            keeping.ended(); // it times out by itself, for want of heartbeats
        }
    }
}
