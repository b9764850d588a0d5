package dev.willow.testing.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;

/// Looks for an order of calls that a model accepts and that keeps to real time: a call that had ended before another
/// began comes before it.
///
/// The search is that of J. M. Wing and C. Gong, "Testing and Verifying Concurrent Objects" (1993): let a call that could
/// be next have its turn, go on from there, and come back if it leads nowhere. As G. Lowe found in "Testing for
/// Linearizability" (2017), it need not go on from where it has been: where the same calls have had their turn and the
/// state is the same, the rest is the same. That a history may be checked apart for each of its objects is from M. Herlihy
/// and J. M. Wing, "Linearizability: A Correctness Condition for Concurrent Objects" (1990).
public final class LinearizabilityChecker<S, I, O> {
    private static final int MOST_CONFIGURATIONS = 3_000_000;

    private final SequentialModel<S, I, O> model;
    private final List<Operation<I, O>> calls;
    private final int answered;

    private LinearizabilityChecker(SequentialModel<S, I, O> model, Collection<Operation<I, O>> history) {
        this.model = model;
        calls = history.stream().sorted(Comparator.<Operation<I, O>>comparingLong(Operation::called)
                .thenComparingLong(Operation::returned)).toList();
        answered = (int) calls.stream().filter(call -> !call.isLost()).count();
    }

    /// @throws IllegalStateException if it is too much to look through; the history is then neither accepted nor refused
    public static <S, I, O> Verdict<S, I, O> check(SequentialModel<S, I, O> model, Collection<Operation<I, O>> history) {
        return new LinearizabilityChecker<>(model, history).search();
    }

    private Verdict<S, I, O> search() {
        Deque<Configuration<S>> toLookAt = new ArrayDeque<>();
        Set<Key<S>> seen = new HashSet<>();
        Configuration<S> furthest = new Configuration<>(new Key<>(Done.NOTHING, model.initial()), 0, -1, null);
        toLookAt.push(furthest);
        while (!toLookAt.isEmpty()) {
            Configuration<S> here = toLookAt.pop();
            if (!seen.add(here.key)) continue;
            if (here.answered == answered) return new Verdict.Linearizable<>(orderOf(here), seen.size());
            if (here.answered > furthest.answered) furthest = here;
            if (seen.size() > MOST_CONFIGURATIONS)
                throw new IllegalStateException(
                        "undecided after " + seen.size() + " configurations, stuck at\n" + refusal(furthest, seen.size()));
            List<Configuration<S>> next = successors(here);
            for (int i = next.size() - 1; i >= 0; i--) toLookAt.push(next.get(i)); // so that the first is popped first
        }
        return refusal(furthest, seen.size());
    }

    /// A call that can be next and changes nothing is next: in any order in which it comes later it can be moved here, so
    /// there is no need to look at those. Else there would be too many, as of twenty callers who are refused at once. The
    /// same holds for those of which the model says so. Only where a lost call would be too late after it, that has to be
    /// looked at too.
    private List<Configuration<S>> successors(Configuration<S> here) {
        List<Configuration<S>> successors = new ArrayList<>();
        List<Integer> candidates = candidates(here.key.done);
        long firstLost = candidates.stream().map(calls::get).filter(Operation::isLost)
                .mapToLong(Operation::returned).min().orElse(Long.MAX_VALUE);
        for (int place : candidates) {
            Operation<I, O> call = calls.get(place);
            List<S> states = model.next(here.key.state, call);
            boolean changesNothing = states.size() == 1 && states.getFirst().equals(here.key.state);
            if (changesNothing && call.isLost()) continue;
            boolean atOnce = states.size() == 1 && (changesNothing || model.isBestAtOnce(call)) && call.called() <= firstLost;
            if (atOnce && !call.isLost()) return List.of(after(here, place, states.getFirst()));
            for (S state : states) successors.add(after(here, place, state));
        }
        return successors;
    }

    private Configuration<S> after(Configuration<S> here, int place, S state) {
        int more = calls.get(place).isLost() ? 0 : 1;
        return new Configuration<>(new Key<>(settled(here.key.done.with(place)), state), here.answered + more, place, here);
    }

    /// The calls that could be next: they began before any other that is still to come had ended. Those that ended first
    /// come first, those whose answers were lost last, since they may be left out.
    private List<Integer> candidates(Done done) {
        List<Integer> candidates = new ArrayList<>();
        long firstEnd = Long.MAX_VALUE;
        for (int place = done.base(); place < calls.size() && calls.get(place).called() <= firstEnd; place++) {
            if (done.contains(place)) continue;
            Operation<I, O> call = calls.get(place);
            if (call.isLost() && isTooLate(call, done)) continue;
            candidates.add(place);
            if (!call.isLost()) firstEnd = Math.min(firstEnd, call.returned());
        }
        candidates.sort(Comparator.comparing((Integer place) -> calls.get(place).isLost())
                .thenComparingLong(place -> calls.get(place).returned()));
        return candidates;
    }

    /// A lost call can not have its turn after one that began when it was over.
    private boolean isTooLate(Operation<I, O> lost, Done done) {
        return done.end() > 0 && lost.returned() < calls.get(done.end() - 1).called();
    }

    /// Passes over lost calls whose time is over, so that they do not keep two configurations apart.
    private Done settled(Done done) {
        while (done.base() < done.end()) {
            Operation<I, O> first = calls.get(done.base());
            if (!first.isLost() || !isTooLate(first, done)) return done;
            done = done.with(done.base());
        }
        return done;
    }

    private List<Operation<I, O>> orderOf(Configuration<S> last) {
        LinkedList<Operation<I, O>> order = new LinkedList<>();
        for (Configuration<S> each = last; each.before != null; each = each.before) order.addFirst(calls.get(each.place));
        return List.copyOf(order);
    }

    private Verdict.NotLinearizable<S, I, O> refusal(Configuration<S> furthest, int configurations) {
        List<Operation<I, O>> refused = candidates(furthest.key.done).stream().map(calls::get).toList();
        return new Verdict.NotLinearizable<>(orderOf(furthest), furthest.key.state, refused, configurations);
    }

    private record Key<S>(Done done, S state) {}

    /// A history of which some calls have had their turn.
    ///
    /// @param answered how many of them have an answer
    /// @param place    the last of them
    /// @param before   the same without the last; null at the beginning
    private record Configuration<S>(Key<S> key, int answered, int place, Configuration<S> before) {}
}
