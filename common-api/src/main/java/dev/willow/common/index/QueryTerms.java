package dev.willow.common.index;

import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import java.util.ArrayList;
import java.util.List;

/// Turns a query into the [Term] that means the same.
final class QueryTerms {
    private QueryTerms() {}

    static Term of(Query query) {
        List<Term> alternatives = new ArrayList<>();
        if (!query.isOrAlone()) {
            List<Term> demanded = new ArrayList<>();
            query.selection().ifPresent(selection -> addTo(demanded, selection));
            for (Query further : query.and()) addTo(demanded, of(further));
            alternatives.add(allOf(demanded));
        }
        for (Query alternative : query.or()) alternatives.add(of(alternative));
        return alternatives.size() == 1 ? alternatives.getFirst() : new AnyOf(List.copyOf(alternatives));
    }

    private static Term allOf(List<Term> demanded) {
        return switch (demanded.size()) {
            case 0 -> new Term.Everything();
            case 1 -> demanded.getFirst();
            default -> new AllOf(List.copyOf(demanded));
        };
    }

    /// Adds what a nested query demands to the demands around it, so that all of them are sorted together.
    private static void addTo(List<Term> demanded, Term nested) {
        switch (nested) {
            case AllOf all -> demanded.addAll(all.terms());
            case Term.Everything everything -> {}
            default -> demanded.add(nested);
        }
    }

    private static void addTo(List<Term> demanded, Selection selection) {
        selection.ids().ifPresent(ids -> demanded.add(new Term.Ids(ids)));
        selection.conditions().forEach((key, condition) -> demanded.add(of(key, condition)));
        if (selection.minKeys().isPresent() || selection.maxKeys().isPresent())
            demanded.add(new Term.Sizes(selection.minKeys().orElse(0), selection.maxKeys().orElse(Integer.MAX_VALUE)));
    }

    private static Term of(String key, Condition condition) {
        Wanted meant = Wanted.by(condition);
        return condition.comparison() == Comparison.NOT_EQUAL
                ? new Term.NotCarrying(key, condition, meant)
                : new Term.Carrying(key, condition, meant);
    }
}
