package dev.willow.bench.engine;

import dev.willow.engine.Codecs;
import dev.willow.engine.Command;
import dev.willow.engine.Event;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import dev.willow.engine.codec.CborCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A machine that does next to nothing, so that what is measured is the engine.
public final class Tally implements StateMachine<Tally.Count, Tally.Counted, Tally.Picture> {
    private long number;

    public record Count(RequestId id, String filler) implements Command {
        @Override
        public Optional<RequestId> request() {
            return Optional.of(id);
        }
    }

    public record Counted(RequestId id, long number) implements Event {
        @Override
        public Optional<RequestId> answers() {
            return Optional.of(id);
        }
    }

    public record Picture(long number) {}

    public static Codecs<Count, Counted, Picture> codecs() {
        return new Codecs<>("tally", CborCodec.of(Count.class), CborCodec.of(Counted.class), CborCodec.of(Picture.class));
    }

    @Override
    public List<Counted> apply(Count command, Instant now) {
        return List.of(new Counted(command.id, ++number));
    }

    @Override
    public List<Counted> takeOver(Instant now) {
        return List.of();
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return Optional.empty();
    }

    @Override
    public Step<Count, Counted> tick(Instant now) {
        return Step.nothing();
    }

    @Override
    public Picture capture() {
        return new Picture(number);
    }

    @Override
    public void restore(Picture picture) {
        number = picture.number;
    }
}
