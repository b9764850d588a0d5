package dev.willow.kit.http;

import dev.willow.common.problem.BadRequestException;
import java.nio.charset.StandardCharsets;

/// What something may be called that is reached by its name: anything that a URL can carry.
public final class UrlNames {
    /// Servers take requests of a few kilobytes, and outside ASCII a character is up to 12 of them.
    private static final int MOST_IN_URL = 4096;
    private static final String UNCHANGED = "-._~";
    private static final int ENCODED = "%00".length();

    private UrlNames() {}

    /// @param field where it stood in the request
    /// @throws BadRequestException if nothing can be called so
    public static String checked(String name, String field) {
        if (name.chars().anyMatch(Character::isISOControl)) throw new BadRequestException(field, "must have no control characters");
        if (lengthInUrl(name) > MOST_IN_URL)
            throw new BadRequestException(field, "must be at most " + MOST_IN_URL + " characters when percent-encoded");
        return name;
    }

    private static int lengthInUrl(String name) {
        int length = 0;
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) length += isUnchanged((char) each) ? 1 : ENCODED;
        return length;
    }

    private static boolean isUnchanged(char each) {
        return each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z' || each >= '0' && each <= '9' || UNCHANGED.indexOf(each) >= 0;
    }
}
