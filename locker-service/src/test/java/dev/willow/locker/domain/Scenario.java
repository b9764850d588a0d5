package dev.willow.locker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// Plays a table of `time action | what happens` against a lock table, and checks on the way that a picture of the state
/// restores it and that the log alone gives the same state and events.
///
/// ```
/// 0s  acquire branch=main A 5s [shared] [places=3] [in S] [try] [line=2] [owner=ci]   request A for one lock
/// 0s  acquire a=1,b=2 A 5s                    several together; their holds are A.1, A.2
/// 1s  release A [as S]        3s heartbeat A [as S]        the hold A, of session A unless another is named
/// 0s  open S 10s [owner=x]    1s keep S       2s close S   opened sessions
/// 0s  watch S W               the request W waits until others want what S holds
/// 2s  forget B                the caller of B gave up
/// 5s  tick                    time passes;    5s name      the same, but the commands are written by `write` later
/// 5s-1ns tick                 a nanosecond before
/// 9s  restart                 a new process from the picture of the old one;    9s takeover   the same process leads again
/// ```
final class Scenario {
    private static final Duration DEFAULT = Duration.ofSeconds(5);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final boolean proposes;
    private final Map<String, SessionId> sessionOf = new LinkedHashMap<>();
    private final List<LockCommand> unwritten = new ArrayList<>();
    private LockTable table = new LockTable();
    private LockTable replayed = new LockTable();
    private Instant now = START;

    private Scenario(boolean proposes) {
        this.proposes = proposes;
    }

    /// Plays it twice: with requests that are looked at before they are logged, and with all of them logged as they come,
    /// as happens when the state changed in between.
    static void check(String script) {
        new Scenario(true).play(script);
        new Scenario(false).play(script);
    }

    private void play(String script) {
        StringJoiner happened = new StringJoiner("\n");
        StringJoiner expected = new StringJoiner("\n");
        for (String line : script.strip().lines().toList()) {
            String[] halves = line.split("\\|", -1);
            String[] words = halves[0].strip().split("\\s+");
            now = START.plus(time(words[0]));
            List<LockEvent> events = new ArrayList<>(perform(words[1], Arrays.copyOfRange(words, 2, words.length)));
            if (!words[1].equals("name")) events.addAll(run(table.settle(now)));
            String action = String.join(" ", words);
            happened.add((action + " | " + tell(events)).strip());
            expected.add((action + " | " + (halves.length > 1 ? halves[1].strip() : "")).strip());
            checkPicture();
        }
        assertThat(happened.toString()).isEqualTo(expected.toString());
    }

    private List<LockEvent> perform(String action, String[] words) {
        return switch (action) {
            case "acquire" -> propose(acquire(words));
            case "release" -> propose(new LockCommand.Release(new RequestId("release"), new LockId(words[0]), sessionFor(words)));
            case "open" -> propose(new LockCommand.OpenSession(
                    new RequestId("open"), new SessionId(words[0]), time(words[1]), option(words, "owner=")));
            case "close" -> propose(new LockCommand.CloseSession(new RequestId("close"), new SessionId(words[0])));
            case "heartbeat" -> run(table.keepLock(new RequestId("beat"), new LockId(words[0]), sessionFor(words), now));
            case "keep" -> run(table.keepSession(new RequestId("beat"), new SessionId(words[0]), now));
            case "watch" -> run(table.watch(new RequestId(words[1]), new SessionId(words[0]), 2));
            case "forget" -> run(table.forget(new RequestId(words[0])));
            case "tick" -> run(table.tick(now));
            case "name" -> {
                unwritten.addAll(table.tick(now).commands());
                yield List.of();
            }
            case "write" -> {
                List<LockCommand> commands = List.copyOf(unwritten);
                unwritten.clear();
                yield run(new Step<>(commands, List.of()));
            }
            case "restart" -> {
                unwritten.clear();
                yield restart();
            }
            case "takeover" -> {
                unwritten.clear();
                replayed.takeOver(now);
                yield table.takeOver(now);
            }
            default -> throw new IllegalArgumentException(action);
        };
    }

    private List<LockEvent> restart() {
        LockPicture picture = table.capture();
        table = new LockTable();
        table.restore(picture);
        replayed.takeOver(now);
        return table.takeOver(now);
    }

    private List<LockEvent> propose(LockCommand command) {
        return run(proposes ? table.propose(command) : Step.log(command));
    }

    private List<LockEvent> run(Step<LockCommand, LockEvent> step) {
        List<LockEvent> events = new ArrayList<>(step.events());
        for (LockCommand command : step.commands()) {
            List<LockEvent> applied = table.apply(command, now);
            assertThat(replayed.apply(command, now)).isEqualTo(applied);
            events.addAll(applied);
        }
        return events;
    }

    private void checkPicture() {
        LockPicture picture = table.capture();
        LockTable restored = new LockTable();
        restored.restore(picture);
        assertThat(restored.capture()).isEqualTo(picture);
        assertThat(restored.locksInUse()).isEqualTo(table.locksInUse());
        assertThat(replayed.capture()).isEqualTo(picture);
    }

    private LockCommand acquire(String[] words) {
        String name = words[1];
        Claim claim = new Claim(
                Arrays.asList(words).contains("shared") ? Mode.SHARED : Mode.EXCLUSIVE,
                option(words, "places=").map(Integer::parseInt).orElse(1));
        String[] sets = words[0].split(",");
        Optional<String> joined = after(words, "in");
        Duration timeout = words.length > 2 && Character.isDigit(words[2].charAt(0)) ? time(words[2]) : DEFAULT;
        Tenure tenure = joined.<Tenure>map(session -> new Tenure.Joined(new SessionId(session)))
                .orElseGet(() -> new Tenure.Own(new SessionId(name), timeout));
        List<Want> wants = new ArrayList<>();
        for (int i = 0; i < sets.length; i++) {
            String id = sets.length == 1 ? name : name + "." + (i + 1);
            sessionOf.put(id, tenure.session());
            wants.add(new Want(new LockId(id), keys(sets[i]), claim, option(words, "owner=")));
        }
        Patience patience = Arrays.asList(words).contains("try")
                ? new Patience.None()
                : new Patience.InLine(option(words, "line=").map(Integer::parseInt).orElse(100));
        return new LockCommand.Acquire(new RequestId(name), wants, tenure, patience);
    }

    private SessionId sessionFor(String[] words) {
        return after(words, "as").map(SessionId::new).orElseGet(() -> sessionOf.get(words[0]));
    }

    static KeyValues keys(String text) {
        KeyValues keys = KeyValues.NONE;
        for (String pair : text.split("&")) keys = keys.with(pair.split("=")[0], Value.text(pair.split("=")[1]));
        return keys;
    }

    /// `5s`, `1500ms`, and one of these with `+1ns` or `-1ns` behind.
    private static Duration time(String text) {
        int sign = Math.max(text.indexOf('+'), text.indexOf('-'));
        if (sign > 0) return time(text.substring(0, sign)).plusNanos(number(text.substring(sign), "ns"));
        return text.endsWith("ms") ? Duration.ofMillis(number(text, "ms")) : Duration.ofSeconds(number(text, "s"));
    }

    private static long number(String text, String unit) {
        return Long.parseLong(text.substring(0, text.length() - unit.length()));
    }

    private static Optional<String> option(String[] words, String prefix) {
        return Arrays.stream(words).filter(word -> word.startsWith(prefix)).map(word -> word.substring(prefix.length())).findFirst();
    }

    private static Optional<String> after(String[] words, String word) {
        int at = Arrays.asList(words).indexOf(word);
        return at < 0 ? Optional.empty() : Optional.of(words[at + 1]);
    }

    private static String tell(List<LockEvent> events) {
        return String.join(", ", events.stream().map(Scenario::tell).toList());
    }

    private static String tell(LockEvent event) {
        return switch (event) {
            case LockEvent.Granted(var request, var locks) -> "granted " + request.value() + tokens(locks);
            case LockEvent.Queued(var request) -> "queued " + request.value();
            case LockEvent.Released(var _, var lock) -> "released " + lock.value();
            case LockEvent.SessionOpened(var _, var session) -> "opened " + session.id().value();
            case LockEvent.SessionClosed(var _, var session) -> "closed " + session.value();
            case LockEvent.Expired(var session, var locks) -> "expired " + session.value() + (locks.isEmpty() ? " empty" : "");
            case LockEvent.LockKept(var _, var lock) -> "kept " + lock.hold().id().value();
            case LockEvent.SessionKept(var _, var session) -> "kept " + session.id().value();
            case LockEvent.Contended(var request, var locks) ->
                    ("contended " + request.value() + " " + String.join("+", locks.stream().map(LockId::value).toList())).strip();
            case LockEvent.Refused(var request, var refusal) -> request.value() + ": " + tell(refusal);
            case LockEvent.Withdrawn(var request, var refusal) -> request.value() + " left: " + tell(refusal);
        };
    }

    private static String tokens(List<HeldLock> locks) {
        return " #" + String.join("+", locks.stream().map(lock -> String.valueOf(lock.hold().fencingToken())).toList());
    }

    private static String tell(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchSession(var session) -> "no session " + session.value();
            case Refusal.OtherMaxHolders(var _, int inUse) -> "it has " + inUse + " places";
            case Refusal.NotGranted(var keys, var holder) -> keys + " " + holder.map("held by "::concat).orElse("has others first");
            case Refusal.LineFull(var keys, int max) -> "line of " + max + " full for " + keys;
            case Refusal.TooManyWatchers(var session, int max) -> "too many (" + max + ") watch " + session.value();
            case Refusal.NoSuchLock(var lock) -> "no lock " + lock.value();
            case Refusal.WrongSession(var lock) -> lock.value() + " is of another session";
        };
    }
}
