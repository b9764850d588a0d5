package dev.willow.engine.writer;

import dev.willow.common.backup.BackupFile;
import dev.willow.common.backup.BackupLabel;
import dev.willow.engine.Codec;
import dev.willow.engine.Command;
import dev.willow.engine.EngineObserver;
import dev.willow.engine.EngineSettings;
import dev.willow.engine.Event;
import dev.willow.engine.log.ReplicatedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decides when a snapshot is due, and writes it in the background from a picture taken in the writer's turn.
final class Snapshots<C extends Command, E extends Event, S> {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final ReplicatedLog log;
    private final Codec<S> codec;
    private final long interval;
    private final Threads.Background background;
    private final LongSupplier nanos;
    private final EngineObserver observer;
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile long lastSize;
    private long bytesSince;

    Snapshots(ReplicatedLog log, Codec<S> codec, EngineSettings settings, Threads threads) {
        this.log = log;
        this.codec = codec;
        this.interval = settings.limits().logBytes();
        this.observer = settings.observer();
        this.background = threads.background(settings.name() + "-snapshot");
        this.nanos = threads::nanos;
    }

    void restored(int size) {
        lastSize = size;
        bytesSince = 0;
    }

    /// An entry was applied, so that the state is now that at this index.
    void applied(long index, int entryBytes, HardState<C, E, S> hard) {
        bytesSince += entryBytes;
        if (bytesSince < Math.max(interval, lastSize) || !log.keepsSnapshots()) return;
        if (writing.get() || !hard.isAtLog()) return;
        writing.set(true);
        bytesSince = 0;
        var picture = hard.capture();
        try {
            background.execute(() -> write(index, picture));
        } catch (RejectedExecutionException _) {
            // Closing: the log still holds everything.
        }
    }

    private void write(long index, HardState.Picture<S> picture) {
        long begun = nanos.getAsLong();
        try {
            byte[] bytes = SnapshotFormat.write(picture, codec);
            log.save(index, bytes);
            lastSize = bytes.length;
            observer.snapshotTaken(bytes.length, Duration.ofNanos(nanos.getAsLong() - begun));
        } catch (IOException | RuntimeException failed) {
            // The log still holds everything; only it grows until the next one succeeds.
            LOG.warn("a snapshot could not be written", failed);
            observer.snapshotFailed();
        } finally {
            writing.set(false);
        }
    }

    /// Writes a backup of the state in this picture, in the background. For any thread.
    CompletableFuture<byte[]> backup(BackupLabel label, HardState.Picture<S> picture) {
        var file = new CompletableFuture<byte[]>();
        try {
            background.execute(() -> {
                try {
                    file.complete(BackupFile.bytes(label, SnapshotFormat.write(picture.forBackup(), codec)));
                } catch (RuntimeException | Error failed) {
                    file.completeExceptionally(failed);
                }
            });
        } catch (RejectedExecutionException closing) {
            file.completeExceptionally(Leadership.unavailable("stopping"));
        }
        return file;
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
