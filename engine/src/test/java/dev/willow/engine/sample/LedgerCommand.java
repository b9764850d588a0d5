package dev.willow.engine.sample;

import dev.willow.engine.Command;
import dev.willow.engine.RequestId;
import java.util.List;
import java.util.Optional;

public sealed interface LedgerCommand extends Command {
    record Put(Optional<RequestId> request, String key, long value) implements LedgerCommand {}

    record Add(Optional<RequestId> request, String key, long value) implements LedgerCommand {}

    record Lend(String key) implements LedgerCommand {}

    /// Lends the first; when its time is over the second follows for no time at all, then the third, and so on.
    record LendInTurn(List<String> keys) implements LedgerCommand {}

    record Expire(List<String> keys) implements LedgerCommand {}

    /// Puts the request in line.
    record Queue(RequestId id) implements LedgerCommand {
        @Override
        public Optional<RequestId> request() {
            return Optional.of(id);
        }
    }

    /// Answers the first in line.
    record ServeNext() implements LedgerCommand {}

    /// Answers a request without naming it as its own.
    record ServeUnnamed(RequestId id) implements LedgerCommand {}

    /// Refuses a request that is in line.
    record Decide(RequestId id) implements LedgerCommand {}

    record Leave(RequestId id) implements LedgerCommand {}

    /// Answers its request once the outside was told.
    record Announce(RequestId id) implements LedgerCommand {
        @Override
        public Optional<RequestId> request() {
            return Optional.of(id);
        }
    }

    record Fail() implements LedgerCommand {}
}
