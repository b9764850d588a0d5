package dev.willow.client.demo;

import dev.willow.client.demo.GitRepository.Branch;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Whether the services kept what they promise, judged by what really ran and by what they themselves say at the end.
final class Checks {
    private static final String ENQUEUED = "_willow_enqueued";

    private Checks() {}

    static List<Check> of(List<Branch> branches, Rules rules, Ledger ledger, Aftermath aftermath) {
        List<Build> builds = ledger.builds();
        return List.of(
                oneAtATime(rules, builds),
                osOnMainOnly(rules, builds),
                lastCommitsBuilt(branches, rules, builds),
                nothingLost(ledger, aftermath),
                onlyForbiddenLeft(rules, aftermath),
                noCounterLeft(aftermath));
    }

    private static Check oneAtATime(Rules rules, List<Build> builds) {
        List<String> breach = new ArrayList<>();
        Concurrency.ofBranches(builds).forEach((branch, most) -> {
            if (most > 1 && !rules.isMain(branch)) breach.add(branch + " had " + most + " at once");
        });
        return new Check("never two builds of one branch at a time, but for " + rules.mainBranch(), breach);
    }

    private static Check osOnMainOnly(Rules rules, List<Build> builds) {
        return new Check("windows and mac built " + rules.mainBranch() + " only",
                builds.stream().map(Build::channel).filter(channel -> !rules.allow(channel)).map(Channel::toString).toList());
    }

    private static Check lastCommitsBuilt(List<Branch> branches, Rules rules, List<Build> builds) {
        Map<Channel, String> missing = lastCommits(branches, rules);
        for (Build build : builds) missing.remove(build.channel(), build.commit());
        return new Check("the last commit of each branch was built", missing.keySet().stream().map(Channel::toString).sorted().toList());
    }

    /// What has to be built in the end: the last commit of each channel that the rules let run.
    static Map<Channel, String> lastCommits(List<Branch> branches, Rules rules) {
        Map<Channel, String> commits = new HashMap<>();
        for (Branch branch : branches)
            for (Os os : Os.values()) {
                Channel channel = new Channel(branch.name(), os);
                if (rules.allow(channel)) commits.put(channel, branch.tip());
            }
        return commits;
    }

    private static Check nothingLost(Ledger ledger, Aftermath aftermath) {
        long built = ledger.builds().stream().map(Build::itemId).distinct().count();
        long accounted = ledger.replaced() + built + aftermath.itemsLeft();
        List<String> breach = ledger.pushes() == accounted ? List.of() : List.of(ledger.pushes() + " pushed, but "
                + ledger.replaced() + " squashed + " + built + " built + " + aftermath.itemsLeft() + " left = " + accounted);
        return new Check("every push was built, squashed into a newer commit, or is still waiting", breach);
    }

    private static Check onlyForbiddenLeft(Rules rules, Aftermath aftermath) {
        return new Check("nothing is left waiting but what \"" + Rules.OS_BUILDS + "\" forbids", aftermath.left().stream()
                .filter(left -> rules.allow(left.channel()) || left.state().processing() > 0 || left.state().waiting() != 1
                        || !left.rule().equals(Rules.OS_BUILDS))
                .map(left -> left.channel() + " (" + left.rule() + ")")
                .toList());
    }

    private static Check noCounterLeft(Aftermath aftermath) {
        Map<Channel, Long> waiting = aftermath.left().stream()
                .collect(Collectors.toMap(Aftermath.Left::channel, left -> (long) left.state().waiting()));
        List<String> breach = new ArrayList<>();
        for (Counter counter : aftermath.counters()) {
            KeyValues keyValues = counter.spec().definition().keyValues();
            long number = counter.spec().properties().counters();
            if (keyValues.get(ENQUEUED) == null) breach.add(keyValues + " is at " + number);
            else if (!Long.valueOf(number).equals(waiting.remove(enqueuedIn(keyValues))))
                breach.add(keyValues + " is at " + number + ", against the items that wait");
        }
        waiting.keySet().forEach(channel -> breach.add("the waiting item of " + channel + " is not counted"));
        return new Check("no counter is left over but those of the items that wait", breach);
    }

    /// The channel that a counter of waiting items stands for: its keys have a prefix.
    private static Channel enqueuedIn(KeyValues counter) {
        Map<String, Value> plain = new HashMap<>();
        counter.forEach(pair -> plain.put(pair.getKey().replaceFirst("^_willow_", ""), pair.getValue()));
        return Channel.of(KeyValues.of(plain));
    }
}
