package dev.willow.engine;

/// The persisted forms of one state machine's data. See [dev.willow.engine.codec.CborCodec].
///
/// @param service  whose data it is, as backups name it
/// @param commands how commands are written to the log
/// @param answers  how the answers of idempotent requests are kept: events, at least those that answer
/// @param pictures how pictures of the hard state are written to snapshots
public record Codecs<C extends Command, E extends Event, S>(
        String service, Codec<C> commands, Codec<E> answers, Codec<S> pictures) {}
