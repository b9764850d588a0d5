package dev.willow.common.api;

import dev.willow.common.problem.BadRequestException;
import java.time.Duration;
import java.util.Optional;

/// Checks of what stands in a request, each naming the member that fails.
public final class Members {
    private Members() {}

    public static <T> T required(T member, String name) {
        if (member == null) throw new BadRequestException(name, "is required");
        return member;
    }

    public static <T> T orElse(T member, T otherwise) {
        return member == null ? otherwise : member;
    }

    public static long atLeast(long least, long number, String name) {
        if (number < least) throw new BadRequestException(name, "must be at least " + least + ", was " + number);
        return number;
    }

    public static void atLeast(long least, Optional<? extends Number> number, String name) {
        number.ifPresent(given -> atLeast(least, given.longValue(), name));
    }

    public static void positive(Optional<Duration> duration, String name) {
        if (duration.isPresent() && !duration.get().isPositive())
            throw new BadRequestException(name, "must be longer than 0");
    }

    public static String notEmpty(String text, String name) {
        if (required(text, name).isEmpty()) throw new BadRequestException(name, "must not be empty");
        return text;
    }

    public static void notEmpty(Optional<String> text, String name) {
        text.ifPresent(given -> notEmpty(given, name));
    }
}
