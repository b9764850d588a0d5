package dev.willow.locker.store;

import dev.willow.engine.Codecs;
import dev.willow.engine.codec.CborCodec;
import dev.willow.locker.domain.LockCommand;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockPicture;

/// How commands, answers and pictures of the lock table are written, in version 1.
public final class LockCodecs {

    private LockCodecs() {}

    public static Codecs<LockCommand, LockEvent, LockPicture> version1() {
        return new Codecs<>(
                "locker", CborCodec.of(LockCommand.class), CborCodec.of(LockEvent.class), CborCodec.of(LockPicture.class));
    }
}
