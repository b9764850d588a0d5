package dev.willow.queue.store;

import dev.willow.engine.Codecs;
import dev.willow.engine.codec.CborCodec;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.table.TablePicture;

/// How commands, answers and pictures of the queues are written, in version 1.
public final class QueueCodecs {

    private QueueCodecs() {}

    public static Codecs<QueueCommand, QueueEvent, TablePicture> version1() {
        return new Codecs<>(
                "willow", CborCodec.of(QueueCommand.class), CborCodec.of(QueueEvent.class), CborCodec.of(TablePicture.class));
    }
}
