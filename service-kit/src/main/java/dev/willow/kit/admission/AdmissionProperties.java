package dev.willow.kit.admission;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How much a service lets in at a time, bound from `admission.*`. Where 0 stands, the size of the heap decides; see [Bounds#ofHeap].
///
/// @param waiting   callers that wait for what others do; more are 429
/// @param calls     other calls under way; more are 503
/// @param transit   the size of all large bodies and answers together; more are 503
/// @param slowAfter how long a request or an answer may take at any rate
/// @param slowest   what must travel in each second beyond that; a slower body is 408, a slower reader loses its connection
@ConfigurationProperties("admission")
public record AdmissionProperties(
        @DefaultValue("0") int waiting,
        @DefaultValue("0") int calls,
        @DefaultValue("0B") DataSize transit,
        @DefaultValue("20s") Duration slowAfter,
        @DefaultValue("16KB") DataSize slowest) {

    public AdmissionProperties {
        notNegative("waiting", waiting);
        notNegative("calls", calls);
        notNegative("transit", transit.toBytes());
        if (!slowAfter.isPositive()) throw new IllegalArgumentException("admission.slow-after must be positive, was " + slowAfter);
        if (slowest.toBytes() <= 0) throw new IllegalArgumentException("admission.slowest must be positive, was " + slowest);
    }

    /// @param heap bytes
    public Bounds toBounds(long heap) {
        Bounds ofHeap = Bounds.ofHeap(heap);
        return new Bounds(
                waiting == 0 ? ofHeap.waiting() : waiting, calls == 0 ? ofHeap.calls() : calls,
                transit.toBytes() == 0 ? ofHeap.transit() : transit.toBytes());
    }

    public Pace toPace() {
        return new Pace(slowAfter, slowest.toBytes());
    }

    private static void notNegative(String name, long number) {
        if (number < 0) throw new IllegalArgumentException("admission." + name + " must not be negative, was " + number);
    }
}
