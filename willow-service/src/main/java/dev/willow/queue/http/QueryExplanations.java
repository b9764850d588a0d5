package dev.willow.queue.http;

import dev.willow.common.api.queue.Explanation;
import dev.willow.common.api.queue.Explanation.Channels;
import dev.willow.common.api.queue.Explanation.Reason;
import dev.willow.common.values.KeyValues;
import dev.willow.kit.http.Caller;
import dev.willow.queue.domain.Group;
import dev.willow.queue.domain.Overview;
import dev.willow.queue.domain.Situation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Says why a consumer with some query gets nothing, or that it would get something.
///
/// However many channels match, the Limiter is asked about a bounded number: one for each of the groups that hold back most, and of
/// those that are ready first such as are in no group that was found to be full.
@Component
final class QueryExplanations {
    private static final int MOST_READY_ASKED = 20;

    private final Limits limits;

    QueryExplanations(Limits limits) {
        this.limits = limits;
    }

    Explanation of(Overview overview, boolean isLimiterThere, Caller caller) {
        return new Asking(overview, isLimiterThere, caller).explanation();
    }

    /// A limit that holds channels back.
    private record Limit(String code, Optional<String> rule, Optional<String> override, Optional<KeyValues> group) {
        static Limit of(Reason reason) {
            return new Limit(reason.code(), reason.rule(), reason.override(), reason.group());
        }
    }

    private final class Asking {
        private final Overview overview;
        private final boolean isLimiterThere;
        private final Caller caller;
        private final Map<Limit, Reason> inTheWay = new LinkedHashMap<>();
        private boolean isLimiterAway;
        private boolean isOneLetIn;
        private boolean isAwaited;
        private int notAsked;

        private Asking(Overview overview, boolean isLimiterThere, Caller caller) {
            this.overview = overview;
            this.isLimiterThere = isLimiterThere;
            this.caller = caller;
            this.isAwaited = overview.askedFor() > 0;
            for (Overview.HeldBack group : overview.groups()) ask(group.example());
            askAboutReady();
        }

        private void askAboutReady() {
            List<Situation> later = new ArrayList<>();
            int asked = 0;
            for (Situation candidate : overview.candidates()) {
                if (isOneLetIn || isLimiterAway) break;
                if (asked == MOST_READY_ASKED || isInGroupFound(candidate)) later.add(candidate);
                else if (ask(candidate)) asked++;
            }
            for (Situation candidate : later) {
                if (isOneLetIn || isLimiterAway || asked == MOST_READY_ASKED) break;
                if (ask(candidate)) asked++;
            }
            notAsked = overview.ready() + overview.askedFor() - asked;
        }

        private boolean isInGroupFound(Situation candidate) {
            for (Limit found : inTheWay.keySet())
                if (found.group().isPresent() && found.group().get().asPatterns().admit(candidate.running())) return true;
            return false;
        }

        private boolean ask(Situation channel) {
            isAwaited |= channel.isAwaited();
            if (isLimiterAway) return false;
            Optional<List<Reason>> reasons = limits.against(channel.running(), caller);
            isLimiterAway = reasons.isEmpty();
            if (isLimiterAway) return false;
            if (reasons.get().isEmpty()) isOneLetIn = true;
            for (Reason reason : reasons.get())
                inTheWay.computeIfAbsent(Limit.of(reason), limit -> reason.at(channel.channel().keys(), heldBackBy(limit)));
            return true;
        }

        private Optional<Integer> heldBackBy(Limit limit) {
            return overview.groups().stream()
                    .filter(held -> held.group().equals(new Group(limit.rule().orElse(""), limit.override(), limit.group())))
                    .map(Overview.HeldBack::channels)
                    .findFirst();
        }

        private Explanation explanation() {
            return new Explanation(
                    Optional.empty(), overview.waiting(), overview.processing(), reasons(),
                    Optional.of(new Channels(
                            overview.channels(), overview.idle(), overview.askedFor(), overview.heldBack(), overview.ready())),
                    wouldBeServed(), Optional.empty());
        }

        private List<Reason> reasons() {
            if (overview.channels() == 0) return List.of(Reasons.NO_SUCH_CHANNEL);
            if (overview.waiting() == 0) return List.of(Reasons.NOTHING_WAITING);
            List<Reason> reasons = new ArrayList<>(inTheWay.values());
            if (isLimiterAway) reasons.add(Reasons.LIMITER_AWAY);
            else if (!isLimiterThere) reasons.add(Reasons.LIMITER_DISAGREES);
            if (!isAwaited) reasons.add(Reasons.NO_CONSUMER);
            if (isOneLetIn && isLimiterThere) reasons.add(Reasons.READY_FOR_SOMEBODY);
            return reasons.isEmpty() ? List.of(Reasons.READY) : reasons;
        }

        private Optional<Boolean> wouldBeServed() {
            if (isLimiterAway || !isLimiterThere) return Optional.of(false);
            if (isOneLetIn) return Optional.of(true);
            return notAsked > 0 || overview.furtherGroups() > 0 ? Optional.empty() : Optional.of(false);
        }
    }
}
