package dev.willow.limiter.domain;

import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.RoomNews.Room;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells those who listen where room was made, so that whoever was refused knows when to ask again. All of it is soft; what
/// is lost shows as "missed".
///
/// Only groups that refused somebody are told of. Each refusal counts one, and each place told of takes one off: of whoever
/// was refused and has not been woken since, at least as many are counted. So a group is told of until all of them had
/// their chance, and then costs nothing more.
final class RoomFeed {
    static final int REMEMBERED_ROOMS = 4_096;
    static final int REMEMBERED_REFUSALS = 100_000;

    private final int maxListeners;
    private final ArrayDeque<Room> recent = new ArrayDeque<>();
    private final Map<GroupKey, Long> refusals = new HashMap<>();
    private final Map<RequestId, Long> listening = new LinkedHashMap<>();
    private long run;
    private long oldest;
    private long next;
    private boolean hasNews;

    /// @param maxListeners how many may wait at a time; further ones are refused
    RoomFeed(int maxListeners) {
        this.maxListeners = maxListeners;
    }

    /// Begins anew: cursors of before are too old.
    ///
    /// @param leaderRun a number that no other leader had
    void restart(long leaderRun) {
        run = leaderRun;
        oldest = 0;
        next = 0;
        hasNews = false;
        recent.clear();
        refusals.clear();
        listening.clear();
    }

    /// The group was full for somebody.
    void refused(GroupKey group) {
        if (refusals.size() >= REMEMBERED_REFUSALS && !refusals.containsKey(group)) {
            refusals.clear();
            forgetEverything();
        }
        refusals.merge(group, 1L, Long::sum);
    }

    /// So many places of a group came free.
    void freed(Applying.Place place, long places) {
        if (refusals.isEmpty()) return;
        GroupKey group = place.key();
        Long refused = refusals.get(group);
        if (refused == null || !place.gauge().terms().comparesSums()) return;
        long free = place.gauge().terms().limit().placesBeside(place.sum());
        if (free == 0) return;
        if (refused > places) refusals.put(group, refused - places);
        else refusals.remove(group);
        Bound bound = place.gauge().bound();
        append(new Room(bound.ruleName(), bound.overrideName(), Optional.of(place.group()), Optional.of(free)));
    }

    /// A rule, or one of its overrides, was created, changed or deleted.
    void changed(String ruleName) {
        append(new Room(ruleName, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /// Answers at once if there is something to tell, otherwise when there is.
    ///
    /// @param after the cursor of the last answer; absent: only asks for a cursor
    /// @param waits whether to wait; if not, the answer comes at once in any case
    void listen(RequestId by, Optional<RoomCursor> after, boolean waits, Outbox out) {
        if (after.isEmpty()) {
            tell(by, new RoomNews(cursor(), false, List.of()), out);
            return;
        }
        RoomCursor from = after.get();
        if (from.run() != run || from.position() < oldest || from.position() > next)
            tell(by, new RoomNews(cursor(), true, List.of()), out);
        else if (from.position() < next) tell(by, newsSince(from.position()), out);
        else if (!waits) tell(by, new RoomNews(cursor(), false, List.of()), out);
        else if (listening.size() < maxListeners) listening.put(by, from.position());
        else out.tell(new LimiterEvent.Refused(by, new Refusal.TooManyListeners(maxListeners)));
    }

    /// @return whether it was listening; it is told what there is, mostly nothing. There may be what came in this turn, which nobody
    ///         was told of yet: the cursor is past it.
    boolean leave(RequestId by, Outbox out) {
        Long position = listening.remove(by);
        if (position == null) return false;
        tellSince(position, by, out);
        return true;
    }

    /// Tells all who listen what there is.
    void tellNews(Outbox out) {
        if (!hasNews) return;
        hasNews = false;
        listening.forEach((by, position) -> tellSince(position, by, out));
        listening.clear();
    }

    private void tellSince(long position, RequestId by, Outbox out) {
        tell(by, position < oldest ? new RoomNews(cursor(), true, List.of()) : newsSince(position), out);
    }

    private String cursor() {
        return new RoomCursor(run, next).toString();
    }

    private void append(Room room) {
        recent.addLast(room);
        next++;
        hasNews = true;
        if (recent.size() > REMEMBERED_ROOMS) {
            recent.removeFirst();
            oldest++;
        }
    }

    /// Makes every cursor that was given out too old.
    private void forgetEverything() {
        recent.clear();
        next++;
        oldest = next;
        hasNews = true;
    }

    /// What was told of one group several times is told once, as it was last.
    private RoomNews newsSince(long position) {
        Map<List<Object>, Room> latest = new LinkedHashMap<>();
        recent.stream().skip(position - oldest)
                .forEach(room -> latest.put(List.of(room.rule(), room.override(), room.group()), room));
        return new RoomNews(cursor(), false, new ArrayList<>(latest.values()));
    }

    private static void tell(RequestId by, RoomNews news, Outbox out) {
        out.tell(new LimiterEvent.RoomTold(by, news));
    }
}
