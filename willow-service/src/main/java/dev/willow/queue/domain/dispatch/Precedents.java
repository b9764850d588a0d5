package dev.willow.queue.domain.dispatch;

import dev.willow.common.values.KeyValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What refusals have taught. A refusal holds for every counter that is the same where it matters, so a channel with such a
/// counter need not be asked for to know which group holds it back.
///
/// That is so while the rules stay as they are. When one changes, its groups are dissolved, and with them go their precedents.
final class Precedents {
    private static final int MOST_SETS_OF_KEYS = 64;
    private static final int MOST_CASES_OF_A_GROUP = 10_000;

    /// All counters that are the same under the keys that matter.
    ///
    /// @param pairs what they carry under these keys; they lack those of the keys that are not in it
    record Case(Set<String> decidedBy, KeyValues pairs) {
        static Case of(Set<String> decidedBy, KeyValues counter) {
            return new Case(decidedBy, counter.only(decidedBy));
        }

        boolean includes(KeyValues counter) {
            return counter.only(decidedBy).equals(pairs);
        }
    }

    private final Map<Set<String>, Map<KeyValues, ParkedGroup>> known = new HashMap<>();
    private final Map<ParkedGroup, List<Case>> byGroup = new HashMap<>();

    /// @return whether this was not known
    boolean set(Case taught, ParkedGroup group) {
        if (!known.containsKey(taught.decidedBy) && known.size() >= MOST_SETS_OF_KEYS) return false;
        List<Case> ofGroup = byGroup.computeIfAbsent(group, _ -> new ArrayList<>(1));
        if (ofGroup.size() >= MOST_CASES_OF_A_GROUP) return false;
        if (known.computeIfAbsent(taught.decidedBy, _ -> new HashMap<>()).put(taught.pairs, group) == group) return false;
        ofGroup.add(taught);
        return true;
    }

    /// The group that is known to hold back this counter, or null.
    ParkedGroup find(KeyValues counter) {
        for (Map.Entry<Set<String>, Map<KeyValues, ParkedGroup>> cases : known.entrySet()) {
            ParkedGroup group = cases.getValue().get(counter.only(cases.getKey()));
            if (group != null) return group;
        }
        return null;
    }

    void forget(ParkedGroup group) {
        List<Case> ofGroup = byGroup.remove(group);
        if (ofGroup == null) return;
        for (Case each : ofGroup) {
            Map<KeyValues, ParkedGroup> cases = known.get(each.decidedBy);
            if (cases == null) continue;
            cases.remove(each.pairs, group);
            if (cases.isEmpty()) known.remove(each.decidedBy);
        }
    }

    void clear() {
        known.clear();
        byGroup.clear();
    }
}
