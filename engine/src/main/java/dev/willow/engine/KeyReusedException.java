package dev.willow.engine;

/// An idempotency key came with another body than the first time.
public final class KeyReusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public KeyReusedException(String key) {
        super("the idempotency key \"" + key + "\" was used with another body");
    }
}
