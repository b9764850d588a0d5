package dev.willow.engine.writer;

import dev.willow.engine.Codec;
import dev.willow.engine.Event;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.KeyReusedException;
import dev.willow.engine.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Idempotency keys with the answers that they got, and the requests with keys that commands have put in line. Part of
/// the hard state: changed by entries of the log and their stamps alone.
final class KeyTable<E extends Event> {
    private final Codec<E> codec;
    private final Duration keptFor;
    private final int most;
    /// Both from the oldest to the youngest.
    private final Map<Place, Kept<E>> kept = new LinkedHashMap<>();
    private final Map<RequestId, Open> open = new LinkedHashMap<>();

    KeyTable(Codec<E> codec, Duration keptFor, int most) {
        this.codec = codec;
        this.keptFor = keptFor;
        this.most = most;
    }

    /// An answer: as it was told, or, since a restart, as it was written, until somebody asks for it.
    private sealed interface Answer<E> {
        record Told<E>(E event) implements Answer<E> {}

        record Written<E>(byte[] bytes) implements Answer<E> {}
    }

    private record Kept<E>(IdempotencyKey key, Answer<E> answer, Instant at) {}

    private record Open(IdempotencyKey key, Instant since) {}

    /// What is written to snapshots, each list from the oldest to the youngest.
    record Picture(List<KeptAnswer> answers, List<OpenRequest> open) {
        /// @param answer gives the answer as written; may encode it only then
        record KeptAnswer(IdempotencyKey key, Supplier<byte[]> answer, Instant at) {}

        record OpenRequest(Keyed keyed, Instant since) {}
    }

    /// The answer that the key got.
    ///
    /// @throws KeyReusedException if it was used with another fingerprint
    Optional<E> find(IdempotencyKey key, Instant now) {
        Kept<E> found = kept.get(Place.of(key));
        if (found == null || isOver(found.at, now)) return Optional.empty();
        if (!found.key.fingerprint().equals(key.fingerprint())) throw new KeyReusedException(key.key());
        return Optional.of(switch (found.answer) {
            case Answer.Told<E>(E event) -> event;
            case Answer.Written<E>(byte[] bytes) -> codec.decode(bytes);
        });
    }

    /// A command that names this request is about to be applied.
    void named(Keyed keyed, Instant now) {
        open.putIfAbsent(keyed.request(), new Open(keyed.key(), now));
    }

    /// An event that a command led to answers a request.
    void answered(RequestId request, E event, Instant now) {
        Open asked = open.remove(request);
        if (asked != null && event.isKept()) keep(asked.key, event, now);
    }

    void keep(IdempotencyKey key, E event, Instant now) {
        Place place = Place.of(key);
        kept.remove(place);
        kept.put(place, new Kept<>(key, new Answer.Told<>(event), now));
        if (kept.size() > most) {
            Iterator<Kept<E>> oldest = kept.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /// Callers in line are gone; they ask again.
    void takeOver() {
        open.clear();
    }

    /// Forgets what is too old.
    void expire(Instant now) {
        for (Iterator<Kept<E>> each = kept.values().iterator(); each.hasNext() && isOver(each.next().at, now);) each.remove();
        for (Iterator<Open> each = open.values().iterator(); each.hasNext() && isOver(each.next().since, now);) each.remove();
    }

    int size() {
        return kept.size();
    }

    private boolean isOver(Instant since, Instant now) {
        return !now.isBefore(since.plus(keptFor));
    }

    Picture capture() {
        List<Picture.KeptAnswer> answers = new ArrayList<>(kept.size());
        for (Kept<E> each : kept.values()) answers.add(new Picture.KeptAnswer(each.key, written(each.answer), each.at));
        List<Picture.OpenRequest> requests = new ArrayList<>(open.size());
        open.forEach((id, each) -> requests.add(new Picture.OpenRequest(new Keyed(id, each.key), each.since)));
        return new Picture(answers, requests);
    }

    private Supplier<byte[]> written(Answer<E> answer) {
        return switch (answer) {
            case Answer.Told<E>(E event) -> () -> codec.encode(event);
            case Answer.Written<E>(byte[] bytes) -> () -> bytes;
        };
    }

    void restore(Picture picture) {
        kept.clear();
        open.clear();
        for (var each : picture.answers())
            kept.put(Place.of(each.key()), new Kept<>(each.key(), new Answer.Written<>(each.answer().get()), each.at()));
        for (var each : picture.open()) open.put(each.keyed().request(), new Open(each.keyed().key(), each.since()));
    }
}
