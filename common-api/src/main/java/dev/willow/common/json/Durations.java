package dev.willow.common.json;

import dev.willow.common.values.InvalidValueException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations on the wire: whole nanoseconds, or on input also text with units such as `30s`, `1500ms`, `1m30s`.
/// They are never negative and at most 2^63 - 1 nanoseconds (about 292 years).
public final class Durations {
    private static final Map<String, Long> NANOS_OF_UNIT = Map.of(
            "ns", 1L, "us", 1_000L, "µs", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L,
            "m", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final Pattern PART = Pattern.compile("(\\d{1,19}(?:\\.\\d{1,19})?)(ns|us|µs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,19}");
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST_TEXT = 100;

    private Durations() {}

    /// @param text one or more numbers with a unit (ns, us, ms, s, m, h), or `0`
    /// @throws InvalidValueException if it is not, or too long to be told in nanoseconds
    public static Duration ofText(String text) {
        if (text.equals("0")) return Duration.ZERO;
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (text.length() <= LONGEST_TEXT && end < text.length()) {
            if (!part.find(end) || part.start() != end) break;
            long unit = NANOS_OF_UNIT.get(part.group(2));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = part.end();
        }
        if (text.isEmpty() || end < text.length())
            throw new InvalidValueException("must be a number of nanoseconds, or text with a unit such as \"30s\" or \"1500ms\"");
        if (nanos.compareTo(LONGEST) > 0) throw tooLong();
        return Duration.ofNanos(nanos.longValue());
    }

    /// A duration from a URL, where a number and a text look alike: `5000000000` or `5s`.
    public static Duration ofParameter(String text) {
        return WHOLE.matcher(text).matches() ? ofNanos(text) : ofText(text);
    }

    /// @param digits a whole number of nanoseconds, as it stands in JSON
    static Duration ofNanos(String digits) {
        if (digits.startsWith("-")) throw new InvalidValueException("must not be negative");
        try {
            return Duration.ofNanos(Long.parseLong(digits));
        } catch (NumberFormatException tooLarge) {
            throw tooLong();
        }
    }

    /// Whole nanoseconds; what is longer than can be told is told as the longest.
    public static long toNanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    private static InvalidValueException tooLong() {
        return new InvalidValueException("must be at most " + Long.MAX_VALUE + " nanoseconds");
    }
}
