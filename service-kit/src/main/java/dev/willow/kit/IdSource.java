package dev.willow.kit;

import java.security.SecureRandom;

/// Makes the ids that commands bring in: state machines make none themselves.
@FunctionalInterface
public interface IdSource {

    /// @return never the same twice
    String next();

    /// 128 random bits as 26 lower-case letters and digits (base 32 after Crockford, without i, l, o, u).
    static IdSource random() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] bits = new byte[16];
            random.nextBytes(bits);
            return Base32.encode(bits);
        };
    }
}
