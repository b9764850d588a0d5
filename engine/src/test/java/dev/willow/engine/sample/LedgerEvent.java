package dev.willow.engine.sample;

import dev.willow.engine.Event;
import dev.willow.engine.RequestId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

public sealed interface LedgerEvent extends Event {
    record Stored(Optional<RequestId> answers, String key, long value, long number) implements LedgerEvent {}

    record Lent(String key, Instant until) implements LedgerEvent {}

    record Expired(List<String> keys, Instant at) implements LedgerEvent {}

    record InLine(RequestId id) implements LedgerEvent {
        @Override
        public Optional<RequestId> parks() {
            return Optional.of(id);
        }
    }

    record Served(RequestId id, long number) implements LedgerEvent {
        @Override
        public Optional<RequestId> answers() {
            return Optional.of(id);
        }
    }

    /// An effect: the outside is to be told, and the request answered then.
    record Announced(Served then) implements LedgerEvent {
        @Override
        public Optional<Served> decides() {
            return Optional.of(then);
        }
    }

    /// A refusal that is kept.
    record Refused(RequestId id, String why) implements LedgerEvent {
        @Override
        public Optional<RequestId> answers() {
            return Optional.of(id);
        }
    }

    record Left(RequestId id) implements LedgerEvent {
        @Override
        public Optional<RequestId> answers() {
            return Optional.of(id);
        }

        @Override
        public boolean isKept() {
            return false;
        }
    }

    record TookOver(Instant at) implements LedgerEvent {}
}
