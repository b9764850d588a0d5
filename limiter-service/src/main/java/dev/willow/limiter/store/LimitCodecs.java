package dev.willow.limiter.store;

import dev.willow.engine.Codecs;
import dev.willow.engine.codec.CborCodec;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LimiterPicture;

/// How commands, answers and pictures of the limit table are written, in version 1.
public final class LimitCodecs {

    private LimitCodecs() {}

    public static Codecs<LimiterCommand, LimiterEvent, LimiterPicture> version1() {
        return new Codecs<>(
                "limiter", CborCodec.of(LimiterCommand.class), CborCodec.of(LimiterEvent.class), CborCodec.of(LimiterPicture.class));
    }
}
