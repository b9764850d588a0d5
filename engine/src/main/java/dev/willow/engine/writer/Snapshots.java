package dev.willow.engine.writer;

import dev.willow.engine.Codec;
import dev.willow.engine.Command;
import dev.willow.engine.EngineObserver;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Event;
import dev.willow.engine.log.ReplicatedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides when a snapshot is due, and writes it in the background from a picture taken in the writer's turn.
final class Snapshots<C extends Command, E extends Event, S> {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final ReplicatedLog log;
    private final Codec<S> codec;
    private final long interval;
    private final ExecutorService background;
    private final EngineObserver observer;
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile long lastSize;
    private long bytesSince;

    Snapshots(ReplicatedLog log, Codec<S> codec, EngineSettings settings) {
        this.log = log;
        this.codec = codec;
        this.interval = settings.limits().logBytes();
        this.observer = settings.observer();
        this.background = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(settings.name() + "-snapshot").factory());
    }

    void restored(int size) {
        lastSize = size;
        bytesSince = 0;
    }

    /// An entry was applied, so that the state is now that at this index.
    void applied(long index, int entryBytes, HardState<C, E, S> hard) {
        bytesSince += entryBytes;
        if (bytesSince < Math.max(interval, lastSize) || !log.keepsSnapshots()) return;
        if (!writing.compareAndSet(false, true)) return;
        bytesSince = 0;
        var picture = hard.capture();
        background.execute(() -> {
            long begun = System.nanoTime();
            try {
                byte[] bytes = SnapshotFormat.write(picture, codec);
                log.save(index, bytes);
                lastSize = bytes.length;
                observer.snapshotTaken(bytes.length, Duration.ofNanos(System.nanoTime() - begun));
            } catch (IOException | RuntimeException failed) {
                // The log still holds everything; only it grows until the next one succeeds.
                LOG.warn("a snapshot could not be written", failed);
                observer.snapshotFailed();
            } finally {
                writing.set(false);
            }
        });
    }

    /// For any thread.
    long lastSize() {
        return lastSize;
    }

    /// One that is being written is finished first.
    void close() {
        background.close();
    }
}
