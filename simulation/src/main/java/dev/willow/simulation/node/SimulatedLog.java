package dev.willow.simulation.node;

import dev.willow.engine.log.LogListener;
import dev.willow.engine.log.ReplicatedLog;
import dev.willow.simulation.node.Disk.Written;
import dev.willow.simulation.time.Chance;
import dev.willow.simulation.time.Life;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;

/// A log that takes its time to make an entry durable. When its process dies, of what was on its way some or nothing has
/// got to the disk.
final class SimulatedLog implements ReplicatedLog {
    private final Disk disk;
    private final Life life;
    private final Chance chance;
    private final Listener entryComes;
    private final boolean isAlone;
    private final ArrayDeque<Written> onItsWay = new ArrayDeque<>();
    private LogListener listener;
    private boolean isLeading;
    private double refusals;

    @FunctionalInterface
    interface Listener {
        /// @param at when it was sealed
        void entryComes(long index, long at);
    }

    /// @param entryComes hears of each entry before the engine does
    SimulatedLog(Disk disk, Life life, Listener entryComes, boolean isAlone) {
        this.disk = disk;
        this.life = life;
        this.chance = life.chance();
        this.entryComes = entryComes;
        this.isAlone = isAlone;
        life.onDeath(this::crash);
    }

    @Override
    public void open(LogListener toTell) {
        listener = toTell;
        if (disk.hasSnapshot()) {
            life.tell("restores a snapshot");
            listener.restored(disk.snapshotIndex(), disk.snapshot());
        }
        for (long index = disk.snapshotIndex() + 1; index <= disk.lastIndex(); index++) tell(index);
        lead();
    }

    private void lead() {
        isLeading = true;
        listener.leading();
    }

    @Override
    public void append(byte[] entry) {
        if (!isLeading || chance.percent(refusals)) {
            life.after(chance.micros(10, 500), "entry refused", () -> listener.refused(new IOException("refused")));
            if (chance.percent(50)) return;
        }
        onItsWay.add(new Written(entry, life.nanos()));
        life.after(syncTime(), "synced", this::writeNext);
    }

    private Duration syncTime() {
        return chance.percent(3) ? chance.millis(5, 60) : chance.micros(100, 900);
    }

    private void writeNext() {
        if (!onItsWay.isEmpty()) tell(disk.add(onItsWay.remove()));
    }

    private void tell(long index) {
        Written written = disk.entry(index);
        entryComes.entryComes(index, written.at());
        listener.committed(index, written.entry());
    }

    /// The disk or the group refuses that many entries of a hundred.
    void refuse(double share) {
        refusals = share;
    }

    /// Does not lead for a while. What is on its way may get there or not.
    void stepDown() {
        if (listener == null || !isLeading) return;
        isLeading = false;
        listener.following("another node may lead");
        life.after(chance.millis(1, 800), "leads again", () -> {
            if (chance.percent(50)) onItsWay.clear();
            while (!onItsWay.isEmpty()) writeNext();
            lead();
        });
    }

    private void crash() {
        for (Written entry : onItsWay) {
            if (chance.percent(50)) return;
            disk.add(entry);
        }
    }

    @Override
    public boolean isAlone() {
        return isAlone;
    }

    @Override
    public boolean keepsSnapshots() {
        return true;
    }

    @Override
    public void save(long index, byte[] snapshot) {
        disk.save(index, snapshot);
    }

    @Override
    public void close() {}
}
