package dev.willow.locker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValueType;
import dev.willow.engine.Codec;
import dev.willow.engine.RequestId;
import dev.willow.locker.domain.Claim;
import dev.willow.locker.domain.HeldLock;
import dev.willow.locker.domain.Hold;
import dev.willow.locker.domain.LockCommand;
import dev.willow.locker.domain.LockEvent;
import dev.willow.locker.domain.LockId;
import dev.willow.locker.domain.LockPicture;
import dev.willow.locker.domain.Mode;
import dev.willow.locker.domain.Patience;
import dev.willow.locker.domain.Refusal;
import dev.willow.locker.domain.Session;
import dev.willow.locker.domain.SessionId;
import dev.willow.locker.domain.Tenure;
import dev.willow.locker.domain.Waiter;
import dev.willow.locker.domain.Want;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Everything that is ever on disk, compared with how it was written when version 1 began. What differs here can not be
/// read back after an upgrade: it needs a new version, not a new example.
class LockCodecsTest {
    private static final RequestId REQUEST = new RequestId("r1");
    private static final SessionId SESSION = new SessionId("s1");
    private static final LockId LOCK = new LockId("l1");
    private static final KeyValues KEYS = KeyValues.of("branch", Value.text("main"), "build", Value.parse(ValueType.INT, "42"));
    private static final Want WANT = new Want(LOCK, KEYS, new Claim(Mode.SHARED, 3), Optional.of("ci"));
    private static final Hold HOLD = new Hold(LOCK, SESSION, KEYS, Claim.EXCLUSIVE, Optional.empty(), 41);
    private static final HeldLock HELD = new HeldLock(HOLD, Duration.ofSeconds(5), 2);
    private static final Session TERMS = new Session(SESSION, Duration.ofSeconds(5), Optional.of("ci"), Session.Kind.OPENED);

    private static final List<LockCommand> COMMANDS = List.of(
            new LockCommand.Acquire(REQUEST, List.of(WANT), new Tenure.Joined(SESSION), new Patience.None()),
            new LockCommand.Acquire(
                    REQUEST, List.of(WANT, WANT), new Tenure.Own(SESSION, Duration.ofSeconds(5)), new Patience.InLine(1000)),
            new LockCommand.Release(REQUEST, LOCK, SESSION),
            new LockCommand.OpenSession(REQUEST, SESSION, Duration.ofSeconds(5), Optional.of("ci")),
            new LockCommand.CloseSession(REQUEST, SESSION),
            new LockCommand.Expire(List.of(SESSION, new SessionId("s2"))),
            new LockCommand.GiveUp(REQUEST));

    private static final List<LockEvent> EVENTS = List.of(
            new LockEvent.Granted(REQUEST, List.of(HELD)),
            new LockEvent.Queued(REQUEST),
            new LockEvent.Released(REQUEST, LOCK),
            new LockEvent.SessionOpened(REQUEST, TERMS),
            new LockEvent.SessionClosed(REQUEST, SESSION),
            new LockEvent.Expired(SESSION, List.of(LOCK)),
            new LockEvent.LockKept(REQUEST, HELD),
            new LockEvent.SessionKept(REQUEST, TERMS),
            new LockEvent.Contended(REQUEST, List.of(LOCK)),
            new LockEvent.Refused(REQUEST, new Refusal.NoSuchSession(SESSION)),
            new LockEvent.Refused(REQUEST, new Refusal.OtherMaxHolders(KEYS, 2)),
            new LockEvent.Refused(REQUEST, new Refusal.NotGranted(KEYS, Optional.of("ci"))),
            new LockEvent.Refused(REQUEST, new Refusal.LineFull(KEYS, 1000)),
            new LockEvent.Refused(REQUEST, new Refusal.TooManyWatchers(SESSION, 10)),
            new LockEvent.Refused(REQUEST, new Refusal.NoSuchLock(LOCK)),
            new LockEvent.Refused(REQUEST, new Refusal.WrongSession(LOCK)));

    private static final List<LockPicture> PICTURES = List.of(
            new LockPicture(0, List.of(), List.of(), List.of()),
            new LockPicture(41, List.of(TERMS), List.of(HOLD),
                    List.of(new Waiter(REQUEST, List.of(WANT), new Tenure.Own(SESSION, Duration.ofSeconds(5))))));

    @Test
    void every_form_on_disk_is_still_written_as_it_was() throws IOException {
        assertThat(written()).containsExactlyEntriesOf(examples());
    }

    @Test
    void every_form_on_disk_is_still_read_as_it_was_meant() throws IOException {
        Map<String, String> examples = examples();
        read(COMMANDS, LockCodecs.version1().commands(), examples);
        read(EVENTS, LockCodecs.version1().answers(), examples);
        read(PICTURES, LockCodecs.version1().pictures(), examples);
    }

    @Test
    void there_is_an_example_of_every_command_event_and_refusal() {
        assertThat(kinds(COMMANDS)).isEqualTo(leaves(LockCommand.class));
        assertThat(kinds(EVENTS)).isEqualTo(leaves(LockEvent.class));
        List<Refusal> refusals = new ArrayList<>();
        for (LockEvent event : EVENTS) if (event instanceof LockEvent.Refused refused) refusals.add(refused.refusal());
        assertThat(kinds(refusals)).isEqualTo(leaves(Refusal.class));
    }

    private static Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        write(COMMANDS, LockCodecs.version1().commands(), written);
        write(EVENTS, LockCodecs.version1().answers(), written);
        write(PICTURES, LockCodecs.version1().pictures(), written);
        return written;
    }

    private static <T> void write(List<? extends T> things, Codec<T> codec, Map<String, String> written) {
        for (int i = 0; i < things.size(); i++) {
            T thing = things.get(i);
            written.put(nameOf(thing, i), Base64.getEncoder().encodeToString(codec.encode(thing)));
        }
    }

    private static <T> void read(List<? extends T> things, Codec<T> codec, Map<String, String> examples) {
        for (int i = 0; i < things.size(); i++) {
            String name = nameOf(things.get(i), i);
            assertThat(codec.decode(Base64.getDecoder().decode(examples.get(name)))).as(name).isEqualTo(things.get(i));
        }
    }

    private static String nameOf(Object thing, int place) {
        return thing.getClass().getSimpleName() + "-" + place;
    }

    private static Map<String, String> examples() throws IOException {
        try (var in = LockCodecsTest.class.getResourceAsStream("version-1.txt")) {
            Map<String, String> examples = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .forEach(line -> examples.put(line.split(" ")[0], line.split(" ")[1]));
            return examples;
        }
    }

    private static Set<Class<?>> kinds(List<?> things) {
        Set<Class<?>> kinds = new HashSet<>();
        for (Object thing : things) kinds.add(thing.getClass());
        return kinds;
    }

    private static Set<Class<?>> leaves(Class<?> family) {
        Set<Class<?>> leaves = new HashSet<>();
        for (Class<?> member : family.getPermittedSubclasses())
            if (member.isSealed()) leaves.addAll(leaves(member));
            else leaves.add(member);
        return leaves;
    }
}
