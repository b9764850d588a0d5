package dev.willow.locker.domain;

import dev.willow.common.query.Page;
import dev.willow.common.query.PageOf;
import dev.willow.common.query.Query;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import dev.willow.locker.domain.LockCommand.Expire;
import dev.willow.locker.domain.LockCommand.GiveUp;
import dev.willow.locker.domain.LockEvent.Contended;
import dev.willow.locker.domain.LockEvent.LockKept;
import dev.willow.locker.domain.LockEvent.Refused;
import dev.willow.locker.domain.LockEvent.SessionKept;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who holds which locks, who waits for them, and when a session's time is over.
///
/// Hard state, changed by [#apply] and [#takeOver] alone: locks, holds, sessions, the lines, the last fencing token.
/// Soft state: the deadlines of sessions, who watches for contention, and who came too late.
public final class LockTable implements StateMachine<LockCommand, LockEvent, LockPicture> {
    /// How many sessions one command ends at most, so that a great many that fall due at one instant do not keep the
    /// writer from everybody else. The rest follow at once.
    static final int EXPIRED_TOGETHER = 1_000;
    /// How many holds of ended sessions one step clears away at most, for the same reason.
    static final int CLEARED_AT_ONCE = 1_000;
    private static final Instant LONG_AGO = Instant.EPOCH;

    private final int clearedAtOnce;
    private Remains remains;
    private Locks locks;
    private Holds holds;
    private Sessions sessions;
    private Watches watches;
    private LateCalls late;
    private Refusals refusals;
    private Endings endings;
    private LockState state;
    /// Soft: sessions have been named for expiry, and the command that ends them is on its way.
    private boolean isExpiring;

    public LockTable() {
        this(CLEARED_AT_ONCE);
    }

    /// @param clearedAtOnce how many holds of ended sessions one step clears away at most
    LockTable(int clearedAtOnce) {
        this.clearedAtOnce = clearedAtOnce;
        clear();
    }

    private void clear() {
        remains = new Remains();
        locks = new Locks(remains);
        holds = new Holds(remains);
        sessions = new Sessions();
        watches = new Watches();
        late = new LateCalls();
        refusals = new Refusals(locks, holds, sessions);
        endings = new Endings(locks, holds, sessions, watches, late, remains, clearedAtOnce);
        state = new LockState(locks, holds, sessions, watches, refusals, endings);
        isExpiring = false;
    }

    /// What to do about a request: log its command, unless it is refused as things are. So a request that has no
    /// chance costs no write.
    public Step<LockCommand, LockEvent> propose(LockCommand command) {
        return refusals.of(command).<Step<LockCommand, LockEvent>>map(Step::tell).orElseGet(() -> Step.log(command));
    }

    @Override
    public List<LockEvent> apply(LockCommand command, Instant now) {
        if (command instanceof Expire) isExpiring = false;
        return state.apply(command, now);
    }

    @Override
    public List<LockEvent> takeOver(Instant now) {
        state.clearLines();
        sessions.restartAll(now);
        watches.clear();
        late.clear();
        isExpiring = false;
        return List.of();
    }

    /// Tokens may have been given out after the backup.
    @Override
    public List<LockEvent> takeOverFromBackup(Instant now) {
        holds.skipTokens(now);
        return takeOver(now);
    }

    /// A heartbeat for one hold gives its session, and with it all that the session holds, the full time-out again.
    public Step<LockCommand, LockEvent> keepLock(RequestId request, LockId id, SessionId named, Instant now) {
        Hold hold = holds.find(id);
        Refused over = new Refused(request, new Refusal.NoSuchLock(id));
        if (hold == null) return Step.tell(over);
        LiveSession session = sessions.find(hold.session());
        if (session.isNamedForExpiry) return tellOnceOver(session, over);
        if (!hold.session().equals(named)) return Step.tell(new Refused(request, new Refusal.WrongSession(id)));
        sessions.keep(session, now);
        return Step.tell(new LockKept(request, state.describe(hold, session.terms)));
    }

    public Step<LockCommand, LockEvent> keepSession(RequestId request, SessionId id, Instant now) {
        LiveSession session = sessions.find(id);
        Refused over = new Refused(request, new Refusal.NoSuchSession(id));
        if (session == null) return Step.tell(over);
        if (session.isNamedForExpiry) return tellOnceOver(session, over);
        sessions.keep(session, now);
        return Step.tell(new SessionKept(request, session.terms));
    }

    /// From the moment a session is named for expiry its time is over. That can be said when the log says so.
    private Step<LockCommand, LockEvent> tellOnceOver(LiveSession named, Refused over) {
        late.add(named.terms.id(), over);
        return Step.nothing();
    }

    /// Answers with the holds of the session that others wait for: at once if there are any, else as soon as there are.
    ///
    /// @param maxWatchers how many may watch one session; further ones are refused
    public Step<LockCommand, LockEvent> watch(RequestId request, SessionId id, int maxWatchers) {
        LiveSession session = sessions.find(id);
        Refused over = new Refused(request, new Refusal.NoSuchSession(id));
        if (session == null) return Step.tell(over);
        if (session.isNamedForExpiry) return tellOnceOver(session, over);
        List<LockId> contended = contended(session);
        if (!contended.isEmpty()) return Step.tell(new Contended(request, contended));
        if (watches.count(id) >= maxWatchers)
            return Step.tell(new Refused(request, new Refusal.TooManyWatchers(id, maxWatchers)));
        watches.add(request, id);
        return Step.nothing();
    }

    /// The caller of a request that has no answer yet left or ran out of patience.
    public Step<LockCommand, LockEvent> forget(RequestId request) {
        return watches.remove(request) ? Step.tell(new Contended(request, List.of())) : Step.log(new GiveUp(request));
    }

    /// The holds that a query finds, with the locks around them.
    ///
    /// @throws dev.willow.common.values.InvalidValueException if the page's cursor is damaged, or of another order
    public PageOf<LiveLock> query(Query query, Page page, Instant now) {
        PageOf<Hold> found = holds.query(query, page);
        List<LiveLock> live = new ArrayList<>(found.things().size());
        for (Hold hold : found.things()) {
            LiveSession session = sessions.find(hold.session());
            live.add(new LiveLock(state.describe(hold, session.terms), session.timeTillExpire(now)));
        }
        return new PageOf<>(live, found.nextCursor());
    }

    /// How long the session lasts without a heartbeat; nothing if it is over.
    public Duration timeTillExpire(SessionId id, Instant now) {
        LiveSession session = sessions.find(id);
        return session == null ? Duration.ZERO : session.timeTillExpire(now);
    }

    /// How much there is, from numbers that are at hand.
    public LockFigures figures() {
        return new LockFigures(
                holds.count() - remains.holds(), locks.count(), sessions.count(), locks.waiting(), holds.lastToken());
    }

    @Override
    public Optional<Instant> nextDeadline() {
        if (!remains.isEmpty()) return Optional.of(LONG_AGO);
        return isExpiring ? Optional.empty() : sessions.nextDeadline();
    }

    /// Names the sessions whose time is over, and clears away some of what earlier ones have left behind. One expiry is under
    /// way at a time, so that no log entry gathers many.
    @Override
    public Step<LockCommand, LockEvent> tick(Instant now) {
        endings.clearAway(CLEARED_AT_ONCE);
        if (isExpiring) return Step.nothing();
        List<SessionId> due = sessions.nameDue(now, EXPIRED_TOGETHER);
        if (due.isEmpty()) return Step.nothing();
        isExpiring = true;
        return Step.log(new Expire(due));
    }

    /// Tells watchers whose session became contended, or ended, and who came too late for a session that has ended now.
    @Override
    public Step<LockCommand, LockEvent> settle(Instant now) {
        if (!watches.hasTouched() && !late.hasDue()) return Step.nothing();
        List<LockEvent> answers = new ArrayList<>(late.takeDue());
        for (SessionId id : watches.takeTouched()) {
            LiveSession session = sessions.find(id);
            if (session == null) {
                for (RequestId watcher : watches.takeWatchersOf(id))
                    answers.add(new Refused(watcher, new Refusal.NoSuchSession(id)));
                continue;
            }
            List<LockId> contended = contended(session);
            if (contended.isEmpty()) continue;
            for (RequestId watcher : watches.takeWatchersOf(id)) answers.add(new Contended(watcher, contended));
        }
        return new Step<>(List.of(), answers);
    }

    /// Goes through the session's holds or through the locks that have a line, whichever are fewer: one session may hold
    /// a hundred thousand locks of which three are wanted.
    private List<LockId> contended(LiveSession session) {
        SessionId id = session.terms.id();
        List<LockId> contended = new ArrayList<>();
        if (session.holds.size() <= locks.withLine().size()) {
            for (LockId held : session.holds)
                if (locks.find(holds.find(held).keys()).isWantedBesides(id)) contended.add(held);
        } else {
            for (Lock lock : locks.withLine())
                for (Hold holder : lock.holders())
                    if (holder.session().equals(id) && lock.isWantedBesides(id)) contended.add(holder.id());
        }
        return contended;
    }

    @Override
    public LockPicture capture() {
        return new LockPicture(holds.lastToken(), sessions.terms(), holds.all(), List.copyOf(locks.waiters()));
    }

    @Override
    public void restore(LockPicture picture) {
        clear();
        state.restore(picture);
    }

    /// For tests: how many locks the table keeps something for.
    int locksInUse() {
        return locks.count();
    }

    /// For tests: how many holds of ended sessions are yet to be cleared away.
    int holdsLeftBehind() {
        return remains.holds();
    }
}
