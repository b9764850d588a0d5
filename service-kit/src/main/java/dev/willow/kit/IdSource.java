package dev.willow.kit;

/// Makes the ids that commands bring in: state machines make none themselves.
@FunctionalInterface
public interface IdSource {

    /// @return never the same twice
    String next();

    /// 128 random bits as 26 lower-case letters and digits (base 32 after Crockford, without i, l, o, u).
    static IdSource random() {
        return new RandomIds();
    }
}
