package dev.willow.simulation.network;

/// A call got no answer that says what was done.
public final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean isEffectUnknown;

    public CallFailure(String message, boolean isEffectUnknown) {
        super(message, null, false, false);
        this.isEffectUnknown = isEffectUnknown;
    }

    /// Whether it may have been carried out nevertheless.
    public boolean isEffectUnknown() {
        return isEffectUnknown;
    }
}
