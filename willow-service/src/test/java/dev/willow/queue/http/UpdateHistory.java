package dev.willow.queue.http;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What producers and consumers of updateable items were told while all of them went on at once, and what about it cannot be.
///
/// For items that are retried at the front for ever, never time out and are never deleted.
final class UpdateHistory {

    /// What a producer put somewhere: its bytes name it.
    ///
    /// @param number grows with each thing that this producer put into this channel
    record Thing(String channel, int producer, int number) {}

    /// @param updates of the item when the thing was in it
    record Accepted(Thing thing, String item, long updates, int status) {}

    /// @param from  when the consumer had it
    /// @param until when it began to give it back
    record Delivered(Thing thing, String item, long updates, int attempt, long token, long from, long until, Ending ending) {}

    enum Ending { SUCCESS, FAILURE, RELEASE }

    private final List<Accepted> accepted = new ArrayList<>();
    private final List<Delivered> delivered = new ArrayList<>();

    synchronized void add(Accepted one) {
        accepted.add(one);
    }

    synchronized void add(Delivered one) {
        delivered.add(one);
    }

    synchronized int deliveries() {
        return delivered.size();
    }

    synchronized long updates() {
        return accepted.stream().filter(each -> each.updates > 0).count();
    }

    /// Empty if all is as the contract says.
    synchronized List<String> contradictions() {
        List<String> found = new ArrayList<>();
        Map<String, List<Delivered>> byItem = new HashMap<>(delivered.stream().collect(groupingBy(Delivered::item)));
        byItem.values().forEach(deliveries -> deliveries.sort(comparingLong(Delivered::token)));
        checkAcceptances(found, byItem);
        checkDeliveries(found);
        byItem.values().forEach(deliveries -> checkOneAfterTheOther(found, deliveries));
        checkOrderOfProducers(found);
        return found;
    }

    /// An item's updates are numbered without gap, and its last consumer got the last of them.
    private void checkAcceptances(List<String> found, Map<String, List<Delivered>> byItem) {
        accepted.stream().collect(groupingBy(Accepted::item)).forEach((item, all) -> {
            TreeMap<Long, Accepted> byUpdate = new TreeMap<>();
            for (Accepted each : all) {
                if (each.status != (each.updates == 0 ? 201 : 200)) found.add("answered " + each.status + ": " + each);
                if (byUpdate.put(each.updates, each) != null) found.add("two have the same number of updates: " + each);
            }
            if (byUpdate.size() != byUpdate.lastKey() + 1) found.add("updates are missing of item " + item + ": " + byUpdate.keySet());
            List<Delivered> deliveries = byItem.getOrDefault(item, List.of());
            if (deliveries.isEmpty()) found.add("lost: nobody ever got item " + item);
            else if (deliveries.getLast().updates != byUpdate.lastKey())
                found.add("lost: " + byUpdate.lastEntry().getValue() + " was overwritten by nothing, but the last consumer got " + deliveries.getLast());
        });
    }

    /// What a consumer got is what was accepted under that item and number of updates.
    private void checkDeliveries(List<String> found) {
        Map<String, Thing> things = new HashMap<>();
        for (Accepted each : accepted) things.put(each.item + " " + each.updates, each.thing);
        Set<Long> tokens = new HashSet<>();
        for (Delivered each : delivered) {
            if (!each.thing.equals(things.get(each.item + " " + each.updates))) found.add("never accepted so: " + each);
            if (!tokens.add(each.token)) found.add("two have the same token: " + each);
        }
    }

    /// @param deliveries of one item by their tokens
    private static void checkOneAfterTheOther(List<String> found, List<Delivered> deliveries) {
        Delivered before = null;
        for (Delivered each : deliveries) {
            int attempt = before == null || each.updates > before.updates ? 1
                    : before.attempt + (before.ending == Ending.FAILURE ? 1 : 0);
            if (each.attempt != attempt) found.add("this should be attempt " + attempt + ": " + each);
            if (before != null && each.updates < before.updates) found.add("older than " + before + ": " + each);
            if (before != null && each.from < before.until) found.add("with two consumers: " + before + " and " + each);
            if (before != null && before.ending == Ending.SUCCESS) found.add("done before: " + each);
            before = each;
        }
    }

    /// In a channel nothing overtakes what its producer put there earlier.
    private void checkOrderOfProducers(List<String> found) {
        Map<String, Integer> last = new HashMap<>();
        Set<Thing> known = new HashSet<>();
        for (Delivered each : sorted(delivered)) {
            if (!known.add(each.thing)) continue;
            Integer before = last.put(each.thing.channel + " " + each.thing.producer, each.thing.number);
            if (before != null && before > each.thing.number) found.add("came after number " + before + ": " + each);
        }
    }

    private static List<Delivered> sorted(Collection<Delivered> deliveries) {
        return deliveries.stream().sorted(comparingLong(Delivered::token)).toList();
    }
}
