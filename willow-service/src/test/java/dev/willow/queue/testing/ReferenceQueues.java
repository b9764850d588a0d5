package dev.willow.queue.testing;

import dev.willow.common.query.Query;
import dev.willow.common.values.KeyValues;
import dev.willow.queue.domain.Capacity;
import dev.willow.queue.domain.Fate;
import dev.willow.queue.domain.HandOutId;
import dev.willow.queue.domain.Handling;
import dev.willow.queue.domain.HeldItem;
import dev.willow.queue.domain.Item;
import dev.willow.queue.domain.ItemId;
import dev.willow.queue.domain.Payload;
import dev.willow.queue.domain.Pick;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.Retries;
import dev.willow.queue.domain.RetryPosition;
import dev.willow.queue.domain.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the contract says of queues, channels and items, told once more and as plainly as it can be: one list for each channel, and no
/// thought of speed, leases or time. After every command the table must have come to the same.
public final class ReferenceQueues {

    /// @param attempts that were used up
    public record Entry(ItemId id, Payload payload, Handling handling, int attempts, long updates) {}

    /// The items of a channel.
    public static final class Line {
        private final LinkedList<Entry> waiting = new LinkedList<>();
        private final Map<HandOutId, Entry> held = new LinkedHashMap<>();
        private int turn;

        public List<Entry> waiting() {
            return waiting;
        }

        public Map<HandOutId, Entry> held() {
            return held;
        }

        /// When it was served last, or made; 0 if that is not known any more.
        public int turn() {
            return turn;
        }

        boolean isEmpty() {
            return waiting.isEmpty() && held.isEmpty();
        }

        boolean endsUpdateable() {
            return !waiting.isEmpty() && waiting.getLast().handling().updateable();
        }
    }

    private final Map<String, Map<KeyValues, Line>> queues = new HashMap<>();
    private final Map<String, Capacity> capacities = new HashMap<>();

    /// When an item came to wait, which decides who waits longest, and when its bytes came, which decides what is newer.
    private final Map<ItemId, Integer> came = new HashMap<>();
    private final Map<ItemId, Integer> written = new HashMap<>();
    private final Map<ItemId, Long> updates = new HashMap<>();
    private final Map<HandOutId, Long> tokens = new HashMap<>();
    private final Set<ItemId> dropped = new HashSet<>();
    private int moments;

    /// Carries out what was written to the log.
    ///
    /// @return what whoever asked for it is told in the end; empty if that is still open, or nobody asked
    public Optional<String> apply(QueueCommand command) {
        if (command instanceof QueueCommand.CreateQueue create) return Optional.of(create(create));
        String queue = queueOf(command);
        Map<KeyValues, Line> lines = queues.get(queue);
        if (lines == null)
            return command instanceof QueueCommand.OfCaller && !(command instanceof QueueCommand.HandOut)
                    ? Optional.of("no such queue") : Optional.empty();
        Optional<String> answer = switch (command) {
            case QueueCommand.CreateQueue _ -> throw new AssertionError();
            case QueueCommand.SetQueue set -> {
                set.capacity().ifPresent(capacity -> capacities.put(queue, capacity));
                yield Optional.of("queue " + capacities.get(queue));
            }
            case QueueCommand.DeleteQueue _ -> {
                queues.remove(queue).values().forEach(this::drop);
                yield Optional.of("queue deleted");
            }
            case QueueCommand.DeleteChannel delete ->
                    Optional.of(deleted(lines, lines.containsKey(delete.channel()) ? List.of(delete.channel()) : List.of()));
            case QueueCommand.DeleteChannels delete -> Optional.of(deleted(lines, matching(lines, delete.channels())));
            case QueueCommand.Enqueue enqueue -> enqueue(lines, enqueue);
            case QueueCommand.HandOut handOut -> handOut(lines, handOut);
            case QueueCommand.Ack ack -> Optional.of(ack(lines, ack));
            case QueueCommand.TakeBack back -> ended(lines, back.items(), Verdict.RELEASE);
            case QueueCommand.TimeOut timeOut -> ended(lines, timeOut.items(), Verdict.FAILURE);
        };
        lines.values().removeIf(Line::isEmpty);
        return answer;
    }

    private String create(QueueCommand.CreateQueue create) {
        if (queues.containsKey(create.queue())) return "name in use";
        queues.put(create.queue(), new HashMap<>());
        capacities.put(create.queue(), create.capacity());
        return "queue " + create.capacity();
    }

    private Optional<String> enqueue(Map<KeyValues, Line> lines, QueueCommand.Enqueue enqueue) {
        Line line = lines.computeIfAbsent(enqueue.channel(), unused -> new Line());
        if (line.endsUpdateable()) {
            Entry last = line.waiting.removeLast();
            line.waiting.addLast(new Entry(last.id, enqueue.payload(), enqueue.handling(), 0, last.updates + 1));
            written.put(last.id, ++moments);
            updates.put(last.id, last.updates + 1);
            return Optional.of("accepted " + last.id.value() + " updates " + (last.updates + 1));
        }
        if (!enqueue.hasPlace()) return Optional.empty();
        if (line.isEmpty()) line.turn = ++moments;
        line.waiting.addLast(new Entry(enqueue.item(), enqueue.payload(), enqueue.handling(), 0, 0));
        came.put(enqueue.item(), ++moments);
        written.put(enqueue.item(), moments);
        return Optional.of("accepted " + enqueue.item().value() + " updates 0");
    }

    private Optional<String> handOut(Map<KeyValues, Line> lines, QueueCommand.HandOut handOut) {
        List<String> given = new ArrayList<>();
        for (Pick pick : handOut.picks()) {
            Line line = lines.get(pick.channel());
            if (line == null || line.waiting.isEmpty() || !line.waiting.getFirst().id.equals(pick.item())) continue;
            Entry first = line.waiting.removeFirst();
            line.held.put(pick.handOut(), first);
            line.turn = ++moments;
            given.add(pick.channel() + " " + first.id.value() + " " + Scene.text(first.payload) + " attempt " + (first.attempts + 1)
                    + " updates " + first.updates + " " + first.handling);
        }
        return given.isEmpty() ? Optional.empty() : Optional.of("handed out " + given);
    }

    /// An item as its consumer sees it, in the words of [#apply].
    public static String delivery(KeyValues channel, Item item, int attempt) {
        return channel + " " + item.id().value() + " " + Scene.text(item.payload()) + " attempt " + attempt + " updates " + item.updates()
                + " " + item.handling();
    }

    private String ack(Map<KeyValues, Line> lines, QueueCommand.Ack ack) {
        for (Map.Entry<KeyValues, Line> each : lines.entrySet())
            for (Map.Entry<HandOutId, Entry> held : each.getValue().held.entrySet()) {
                if (!held.getValue().id.equals(ack.item()) || ack.channel().filter(named -> !named.equals(each.getKey())).isPresent()) continue;
                if (ack.fencingToken().filter(named -> !named.equals(tokens.get(held.getKey()))).isPresent()) return "handed out again";
                return "acked " + end(each.getValue(), held.getKey(), ack.verdict());
            }
        return "no such item";
    }

    private Optional<String> ended(Map<KeyValues, Line> lines, List<HeldItem> items, Verdict verdict) {
        for (HeldItem item : items)
            for (Line line : lines.values()) if (line.held.containsKey(item.handOut())) end(line, item.handOut(), verdict);
        return Optional.empty();
    }

    private Fate end(Line line, HandOutId handOut, Verdict verdict) {
        Entry item = line.held.remove(handOut);
        if (verdict == Verdict.SUCCESS) return Fate.DONE;
        if (verdict == Verdict.RELEASE) {
            line.waiting.addFirst(item);
            return Fate.TO_FRONT;
        }
        int used = item.attempts + 1;
        if (item.handling.retries() instanceof Retries.Times(int more) && used > more) return Fate.USED_UP;
        Entry again = new Entry(item.id, item.payload, item.handling, used, item.updates);
        if (item.handling.position() == RetryPosition.FRONT) {
            if (item.handling.updateable() && !line.waiting.isEmpty()) return Fate.OVERTAKEN;
            line.waiting.addFirst(again);
            return Fate.TO_FRONT;
        }
        boolean replaces = line.endsUpdateable();
        if (replaces) {
            Entry replaced = line.waiting.removeLast();
            dropped.add(replaced.id);
            came.put(item.id, came.get(replaced.id));
        } else {
            came.put(item.id, ++moments);
        }
        line.waiting.addLast(again);
        return replaces ? Fate.REPLACED_LAST : Fate.TO_BACK;
    }

    private String deleted(Map<KeyValues, Line> lines, List<KeyValues> channels) {
        for (KeyValues channel : channels) drop(lines.remove(channel));
        return channels.isEmpty() ? "no such channel" : channels.size() + " channels deleted";
    }

    private void drop(Line line) {
        line.waiting.forEach(item -> dropped.add(item.id));
        line.held.values().forEach(item -> dropped.add(item.id));
    }

    private static List<KeyValues> matching(Map<KeyValues, Line> lines, Query query) {
        return lines.keySet().stream().filter(keys -> query.matches(Scene.subject(keys))).toList();
    }

    private static String queueOf(QueueCommand command) {
        return switch (command) {
            case QueueCommand.CreateQueue create -> create.queue();
            case QueueCommand.SetQueue set -> set.queue();
            case QueueCommand.DeleteQueue delete -> delete.queue();
            case QueueCommand.DeleteChannel delete -> delete.queue();
            case QueueCommand.DeleteChannels delete -> delete.queue();
            case QueueCommand.Enqueue enqueue -> enqueue.queue();
            case QueueCommand.HandOut handOut -> handOut.queue();
            case QueueCommand.Ack ack -> ack.queue();
            case QueueCommand.TakeBack back -> back.queue();
            case QueueCommand.TimeOut timeOut -> timeOut.queue();
        };
    }
    /// After a start it is not known any more who was served when.
    public void forgetTurns() {
        queues.values().forEach(lines -> lines.values().forEach(line -> line.turn = 0));
    }

    // What there is to compare.

    public Map<String, Map<KeyValues, Line>> queues() {
        return queues;
    }

    /// Whether the last item that waits there may be overwritten.
    public boolean wouldUpdate(String queue, KeyValues channel) {
        Line line = queues.getOrDefault(queue, Map.of()).get(channel);
        return line != null && line.endsUpdateable();
    }

    /// Whether something waits in the channel whose bytes are newer than those of an item.
    public boolean isSuperseded(String queue, KeyValues channel, ItemId held) {
        return queues.get(queue).get(channel).waiting.stream().anyMatch(item -> written.get(item.id) > written.get(held));
    }

    /// Smaller: waits longer.
    public int cameToWait(ItemId item) {
        return came.get(item);
    }

    /// Notes the token that a hand-out was given.
    ///
    /// @return whether it was not known before
    public boolean learn(HandOutId handOut, long token) {
        Long before = tokens.put(handOut, token);
        if (before != null && before != token) throw new AssertionError(handOut + " had the token " + before + ", now " + token);
        return before == null;
    }

    public Capacity capacity(String queue) {
        return capacities.get(queue);
    }

    /// How often an item was overwritten by now, or had been when it went.
    public long updates(ItemId item) {
        return updates.getOrDefault(item, 0L);
    }

    /// Whether it went with its channel, or one that came back took its place.
    public boolean wasDropped(ItemId item) {
        return dropped.contains(item);
    }
}
