package dev.willow.locker.store;

import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValueType;
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
import dev.willow.testing.codec.StoredFormsContract;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class LockCodecsTest extends StoredFormsContract<LockCommand, LockEvent, LockPicture> {
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
            new LockEvent.Refused(REQUEST, new Refusal.WrongSession(LOCK)),
            new LockEvent.Withdrawn(REQUEST, new Refusal.NotGranted(KEYS, Optional.of("ci"))));

    private static final List<LockPicture> PICTURES = List.of(
            new LockPicture(0, List.of(), List.of(), List.of()),
            new LockPicture(41, List.of(TERMS), List.of(HOLD),
                    List.of(new Waiter(REQUEST, List.of(WANT), new Tenure.Own(SESSION, Duration.ofSeconds(5))))));

    LockCodecsTest() {
        super(LockCodecs.version1(), COMMANDS, EVENTS, PICTURES, List.of(LockCommand.class, LockEvent.class, Refusal.class));
    }
}
