package dev.willow.testing.history;

import java.util.List;

/// What a service may do, if it did one thing at a time. Pure: the same questions get the same answers.
///
/// @param <S> its state; immutable, with `equals` and `hashCode`
public interface SequentialModel<S, I, O> {

    S initial();

    /// Lets a call take effect in a state.
    ///
    /// @param operation what was called and answered. A model with time may look at its span too: the effect is somewhere
    ///                  within. One whose answer was lost is passed only to learn what it would do if it took effect
    /// @return every state that may come of it, the likeliest first; none if that answer cannot be given in that state
    List<S> next(S state, Operation<I, O> operation);

    /// Whether a call that can have its turn may as well have it at once: in every order in which it comes later, it could
    /// come now and the rest as it was. The more calls are known to be so, the less has to be looked through. What
    /// changes nothing need not be named here.
    default boolean isBestAtOnce(Operation<I, O> operation) {
        return false;
    }
}
