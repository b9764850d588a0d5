package dev.willow.limiter.http;

import dev.willow.common.api.limiter.CounterProperties;
import dev.willow.common.api.limiter.CounterRequest;
import dev.willow.common.api.limiter.LeaseHeartbeatRequest;
import dev.willow.common.api.limiter.LimitProperties;
import dev.willow.common.api.limiter.LimitUpdate;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.values.KeyValues;
import dev.willow.kit.http.UrlNames;
import dev.willow.limiter.domain.Addition;
import dev.willow.limiter.domain.Limit;
import dev.willow.limiter.domain.Terms;
import java.util.List;
import java.util.Set;

/// From what the API says to what the domain says, with the checks that need no state.
final class LimitRequests {
    private static final String COUNTERS = "$.Spec.Properties.Counters";
    private static final String LEASE = "$.Spec.Properties.Lease";
    private static final String NAME = "$.Spec.DBDefinition.Name";

    /// Names that their URLs could not be told by.
    private static final Set<String> UNUSABLE_NAMES = Set.of("query", "match", ".", "..");

    private LimitRequests() {}

    static Terms terms(LimitProperties properties) {
        return new Terms(limit(properties.limit()), properties.paused());
    }

    static Terms.Change change(LimitUpdate update) {
        return new Terms.Change(update.limit().map(LimitRequests::limit), update.paused());
    }

    /// @throws BadRequestException if a rule or override cannot be called so
    static String name(String wanted) {
        if (UNUSABLE_NAMES.contains(wanted)) throw new BadRequestException(NAME, "must not be \"" + wanted + "\", which is a path of its own");
        return UrlNames.checked(wanted, NAME);
    }

    static KeyValues counter(CounterRequest request) {
        return request.spec().definition().keyValues();
    }

    static boolean adds(CounterRequest request) {
        return number(request) > 0;
    }

    /// What a positive number adds.
    static Addition addition(CounterRequest request) {
        CounterProperties properties = request.spec().properties();
        return new Addition(counter(request), number(request), properties.lease()
                .map(lease -> new Addition.LeaseTerms(lease.id(), lease.timeout())));
    }

    /// How much a negative number takes away.
    ///
    /// @throws BadRequestException if the number is 0, or too low to be told
    static long subtracted(CounterRequest request) {
        long number = number(request);
        if (number == 0) throw new BadRequestException(COUNTERS, "must not be 0");
        if (number == Long.MIN_VALUE) throw new BadRequestException(COUNTERS, "must be at least " + -Long.MAX_VALUE);
        return -number;
    }

    /// What a counter is set to.
    ///
    /// @throws BadRequestException if a lease is named
    static long set(CounterRequest request) {
        if (request.spec().properties().lease().isPresent())
            throw new BadRequestException(LEASE, "cannot be set; a counter that is set has no leases");
        return number(request);
    }

    /// @throws BadRequestException if an id is one that no lease has
    static List<String> leases(LeaseHeartbeatRequest request) {
        int empty = request.ids().indexOf("");
        if (empty >= 0) throw new BadRequestException("$.IDs[" + empty + "]", "must not be empty");
        return request.ids();
    }

    private static long number(CounterRequest request) {
        return request.spec().properties().counters();
    }

    private static Limit limit(long number) {
        return number == -1 ? Limit.UNLIMITED : Limit.atMost(number);
    }
}
