package dev.willow.engine.sample;

import dev.willow.engine.Codecs;
import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import dev.willow.engine.codec.CborCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A small machine that has one of everything: entries with a time-out, a line of waiting requests, an effect.
public final class Ledger implements StateMachine<LedgerCommand, LedgerEvent, Ledger.Picture> {
    private static final Duration LIFETIME = Duration.ofSeconds(30);

    private final Map<String, Long> entries = new TreeMap<>();
    private final List<RequestId> line = new ArrayList<>();
    private final List<Instant> stamps = new ArrayList<>();
    private final List<String> inTurn = new ArrayList<>();
    private long applied;
    /// Soft: when each lent entry runs out.
    private final Map<String, Instant> deadlines = new LinkedHashMap<>();
    /// Soft: when time is to be looked at, how often from then on, and how often it was.
    private Optional<Instant> nextLook = Optional.empty();
    private int looksLeft;
    private int looks;
    private int settled;
    /// Soft: what is to be logged when the machine is asked next.
    private final List<LedgerCommand> wishes = new ArrayList<>();
    /// Since this process began.
    private int takeOversFromBackup;
    /// Soft: says that it carried this out before.
    private LedgerCommand ahead;

    public record Picture(Map<String, Long> entries, List<RequestId> line, long applied, Instant lastStamp) {}

    public static Codecs<LedgerCommand, LedgerEvent, Picture> codecs() {
        return new Codecs<>("ledger", CborCodec.of(LedgerCommand.class), CborCodec.of(LedgerEvent.class), CborCodec.of(Picture.class));
    }

    @Override
    public List<LedgerEvent> apply(LedgerCommand command, Instant now) {
        applied++;
        stamps.add(now);
        return switch (command) {
            case LedgerCommand.Put(var request, String key, long value) -> {
                entries.put(key, value);
                yield List.of(new LedgerEvent.Stored(request, key, value, applied));
            }
            case LedgerCommand.Add(var request, String key, long value) -> {
                long sum = entries.merge(key, value, Long::sum);
                yield List.of(new LedgerEvent.Stored(request, key, sum, applied));
            }
            case LedgerCommand.Lend(String key) -> {
                entries.put(key, 1L);
                deadlines.put(key, now.plus(LIFETIME));
                yield List.of(new LedgerEvent.Lent(key, now.plus(LIFETIME)));
            }
            case LedgerCommand.LendInTurn(List<String> keys) -> {
                inTurn.addAll(keys.subList(1, keys.size()));
                entries.put(keys.getFirst(), 1L);
                deadlines.put(keys.getFirst(), now.plus(LIFETIME));
                yield List.of();
            }
            case LedgerCommand.Expire(List<String> keys) -> {
                keys.forEach(entries::remove);
                if (!inTurn.isEmpty()) {
                    entries.put(inTurn.getFirst(), 1L);
                    deadlines.put(inTurn.removeFirst(), now);
                }
                yield List.of(new LedgerEvent.Expired(keys, now));
            }
            case LedgerCommand.Queue(RequestId request) -> {
                line.add(request);
                yield List.of(new LedgerEvent.InLine(request));
            }
            case LedgerCommand.ServeNext() -> line.isEmpty()
                    ? List.of()
                    : List.of(new LedgerEvent.Served(line.removeFirst(), applied));
            case LedgerCommand.ServeUnnamed(RequestId request) -> List.of(new LedgerEvent.Served(request, applied));
            case LedgerCommand.Announce(RequestId request) ->
                    List.of(new LedgerEvent.Announced(new LedgerEvent.Served(request, applied)));
            case LedgerCommand.Decide(RequestId request) ->
                    line.remove(request) ? List.of(new LedgerEvent.Refused(request, "not served by now")) : List.of();
            case LedgerCommand.Leave(RequestId request) ->
                    line.remove(request) ? List.of(new LedgerEvent.Left(request)) : List.of();
            case LedgerCommand.Fail() -> throw new IllegalStateException("told to fail");
        };
    }

    @Override
    public List<LedgerEvent> takeOver(Instant now) {
        stamps.add(now);
        line.clear();
        deadlines.replaceAll((key, due) -> now.plus(LIFETIME));
        return List.of(new LedgerEvent.TookOver(now));
    }

    @Override
    public List<LedgerEvent> takeOverFromBackup(Instant now) {
        takeOversFromBackup++;
        return takeOver(now);
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return Stream.concat(deadlines.values().stream(), nextLook.stream()).min(Comparator.naturalOrder());
    }

    @Override
    public Step<LedgerCommand, LedgerEvent> tick(Instant now) {
        List<String> due = deadlines.entrySet().stream().filter(each -> !each.getValue().isAfter(now)).map(Map.Entry::getKey).toList();
        due.forEach(deadlines::remove);
        if (nextLook.filter(at -> !at.isAfter(now)).isPresent()) {
            looks++;
            looksLeft--;
            nextLook = looksLeft > 0 ? Optional.of(nextLook.get().plusNanos(1)) : Optional.empty();
        }
        return due.isEmpty() ? Step.nothing() : Step.log(new LedgerCommand.Expire(due));
    }

    @Override
    public Step<LedgerCommand, LedgerEvent> settle(Instant now) {
        settled++;
        Step<LedgerCommand, LedgerEvent> step = new Step<>(wishes, List.of());
        wishes.clear();
        return step;
    }

    @Override
    public boolean isAhead(LedgerCommand command) {
        return command == ahead;
    }

    @Override
    public boolean isAtLog() {
        return ahead == null;
    }

    /// Whatever comes of it: this command was carried out already, or none was.
    public void sayAhead(LedgerCommand command) {
        ahead = command;
    }

    /// Has this logged when the machine is asked what it wants.
    public void wish(LedgerCommand command) {
        wishes.add(command);
    }

    @Override
    public Picture capture() {
        return new Picture(new TreeMap<>(entries), List.copyOf(line), applied, stamps.isEmpty() ? Instant.EPOCH : stamps.getLast());
    }

    @Override
    public void restore(Picture picture) {
        entries.clear();
        entries.putAll(picture.entries());
        line.clear();
        line.addAll(picture.line());
        applied = picture.applied();
        stamps.clear();
        stamps.add(picture.lastStamp());
    }

    public void heartbeat(String key, Instant now) {
        deadlines.replace(key, now.plus(LIFETIME));
    }

    /// From that moment on, time is to be looked at so many times, a nanosecond apart, without anything being logged.
    public void lookAt(Instant first, int times) {
        nextLook = Optional.of(first);
        looksLeft = times;
    }

    public int looks() {
        return looks;
    }

    public Map<String, Long> entries() {
        return Map.copyOf(entries);
    }

    public List<RequestId> line() {
        return List.copyOf(line);
    }

    /// The instants of all commands and take-overs since the start, in the order of the log.
    public List<Instant> stamps() {
        return List.copyOf(stamps);
    }

    public long applied() {
        return applied;
    }

    public int takeOversFromBackup() {
        return takeOversFromBackup;
    }

    public int settled() {
        return settled;
    }
}
