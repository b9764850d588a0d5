package dev.willow.testing.history.lock;

import dev.willow.testing.history.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads a history of one lock written as a table: who, from and to when in milliseconds, what was called, what came back.
/// Every time-out is 100 ms. The hold `a` has the session `a's`, unless it joined one.
///
/// | call | answers |
/// |---|---|
/// | `acquire HOW`, `try HOW`, either `in SESSION`; HOW is `exclusive`, `shared` or `one-of-2` | `HOLD:TOKEN`, `no`, `gone`, `lost` |
/// | `keep HOLD`, `release HOLD`, either `as SESSION` | `ok`, `gone`, `wrong`, `lost` |
/// | `open SESSION`, `keep-session SESSION`, `close SESSION` | `ok`, `gone`, `lost` |
/// | `restart`, dead for all its span | `ok` |
final class HandMade {
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private HandMade() {}

    static List<Operation<LockerCall, LockerAnswer>> history(String table) {
        return table.lines().map(String::strip).filter(line -> !line.isEmpty()).map(HandMade::operation).toList();
    }

    private static Operation<LockerCall, LockerAnswer> operation(String line) {
        String[] cells = line.split("\\s*\\|\\s*");
        String[] span = cells[1].split("\\.\\.");
        long called = millis(span[0]);
        long returned = millis(span[1]);
        List<String> words = Arrays.asList(cells[2].split("\\s+"));
        LockerCall call = call(words, called, returned);
        return new Operation<>(cells[0].charAt(0), call, answer(words, cells[3].strip()), called, returned);
    }

    private static LockerCall call(List<String> words, long called, long returned) {
        String what = words.get(0);
        String on = words.size() > 1 ? words.get(1) : "";
        Optional<String> session = words.size() > 3 ? Optional.of(words.get(3)) : Optional.empty();
        return switch (what) {
            case "acquire", "try" -> new LockerCall.Acquire(
                    List.of(new LockerCall.Wanted("x", claim(on))), session, TIMEOUT, what.equals("acquire"));
            case "keep" -> new LockerCall.KeepLock(on, session.orElse(on + "'s"));
            case "release" -> new LockerCall.Release(on, session.orElse(on + "'s"));
            case "open" -> new LockerCall.OpenSession(TIMEOUT);
            case "keep-session" -> new LockerCall.KeepSession(on);
            case "close" -> new LockerCall.CloseSession(on);
            case "restart" -> new LockerCall.Restart(called, returned);
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static Claim claim(String how) {
        return switch (how) {
            case "exclusive" -> Claim.EXCLUSIVE;
            case "shared" -> Claim.SHARED;
            default -> Claim.oneOf(Integer.parseInt(how.substring("one-of-".length())));
        };
    }

    private static Optional<LockerAnswer> answer(List<String> call, String answer) {
        return Optional.ofNullable(switch (answer) {
            case "lost" -> null;
            case "ok" -> call.get(0).equals("open") ? new LockerAnswer.Opened(call.get(1)) : LockerAnswer.DONE;
            case "no" -> LockerAnswer.NOT_GRANTED;
            case "gone" -> LockerAnswer.NOT_THERE;
            case "wrong" -> LockerAnswer.WRONG_SESSION;
            default -> {
                String[] grant = answer.split(":");
                String session = call.size() > 3 ? call.get(3) : grant[0] + "'s";
                yield new LockerAnswer.Granted(List.of(new LockerAnswer.Grant(grant[0], session, Long.parseLong(grant[1]))));
            }
        });
    }

    private static long millis(String number) {
        return Duration.ofMillis(Long.parseLong(number.strip())).toNanos();
    }
}
