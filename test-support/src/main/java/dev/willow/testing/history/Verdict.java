package dev.willow.testing.history;

import java.util.List;

/// What came of checking a history.
public sealed interface Verdict<S, I, O> {

    /// @param order      the calls in an order that the model accepts
    /// @param configurations how many half-ordered histories were looked at
    record Linearizable<S, I, O>(List<Operation<I, O>> order, int configurations) implements Verdict<S, I, O> {}

    /// No order will do.
    ///
    /// @param order   the longest that the model accepts
    /// @param state   where it ends
    /// @param refused the calls of which one would have to come next, none of which the model accepts in that state
    record NotLinearizable<S, I, O>(List<Operation<I, O>> order, S state, List<Operation<I, O>> refused, int configurations)
            implements Verdict<S, I, O> {
        private static final int SHOWN = 25;

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("no order of these calls is possible. The longest ends with\n");
            order.subList(Math.max(0, order.size() - SHOWN), order.size()).forEach(each -> text.append("  ").append(each).append('\n'));
            text.append("in the state\n  ").append(state).append("\nand next would have to come one of\n");
            refused.forEach(each -> text.append("  ").append(each).append('\n'));
            return text.toString();
        }
    }

    default boolean isLinearizable() {
        return this instanceof Linearizable;
    }
}
