package dev.willow.locker.http;

import static dev.willow.locker.http.Bodies.lock;
import static dev.willow.locker.http.Bodies.session;
import static dev.willow.locker.http.Bodies.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.locker.domain.LockEvent;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import dev.willow.testing.http.Leaving;
import dev.willow.testing.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import tools.jackson.databind.JsonNode;

/// A line of callers of every kind, of whom many leave in every way and at any moment. Those who stay are served in the order
/// in which they came, with nobody's help but theirs: the clock stands still, so no hold runs out. A failure prints the seed,
/// and `-Dwillow.seed=` plays the same callers again.
class StormTest {
    private static final int LOCKS = 3;
    private static final int CALLERS = 60;

    @AutoClose
    private final RunningLocker locker = RunningLocker.inMemory();

    private final Http http = locker.http();
    private final long seed = Seeds.announcedFor(StormTest.class);
    private final Random random = new Random(seed);

    /// @param path   of the call
    /// @param answer completes when it is served, and has given back what it got
    private record Stayer(String path, CompletableFuture<Answer> answer) {}

    @RepeatedTest(5)
    void those_who_stay_are_served_in_the_order_in_which_they_came() {
        Answer holder = http.post("/v1/locks/together", together(IntStream.range(0, LOCKS).mapToObj(this::exclusive).toArray(String[]::new)));
        Answer ofOtherPlace = http.post("/v1/locks", exclusive(LOCKS - 1));
        List<Stayer> stayers = new ArrayList<>();
        List<Connection> leavers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            boolean several = random.nextInt(4) == 0;
            String path = several ? "/v1/locks/together" : "/v1/locks";
            String body = several ? together(any(0), any(1 + random.nextInt(LOCKS - 1))) : any(random.nextInt(LOCKS));
            switch (random.nextInt(5)) {
                case 0, 1 -> leavers.add(http.open("POST", path, body));
                case 2 -> stayers.add(stay(path + "?wait=" + random.nextInt(1, 400) + "ms", body));
                default -> stayers.add(stay(path, body));
            }
            locker.events().await(LockEvent.Queued.class);
        }
        int before = leavers.size() / 2;
        leavers.subList(0, before).forEach(this::leave);
        http.delete("/v1/sessions/" + holder.text("/0/State/SessionID"));
        http.delete("/v1/sessions/" + Answers.sessionId(ofOtherPlace));
        leavers.subList(before, leavers.size()).forEach(this::leave);

        Map<String, List<Long>> tokens = new TreeMap<>();
        for (Stayer stayer : stayers) {
            Answer answer = Http.await(stayer.answer());
            assertThat(answer.status()).isIn(stayer.path().contains("wait") ? List.of(200, 409) : List.of(200));
            if (answer.status() == 200)
                locksIn(answer).forEach(lock -> tokens
                        .computeIfAbsent(lock.at("/Spec/DBDefinition/KeyValues/lock/Data").asString(), _ -> new ArrayList<>())
                        .add(lock.at("/State/FencingToken").asLong()));
        }
        tokens.forEach((lock, ofThoseWhoStayed) -> assertThat(ofThoseWhoStayed).as("lock %s, seed %d", lock, seed).isSorted());
        for (int i = 0; i < LOCKS; i++) {
            for (int holders = 1; holders <= places(i); holders++) { // the last of these gets in when nobody else is left
                Answer last = http.post("/v1/locks", exclusive(i));
                assertThat(last.status()).as("the lock is free in the end, seed %d", seed).isEqualTo(200);
                if (holders == places(i)) assertThat(last.number("/State/LocksHeldOrWaiting")).isEqualTo(holders);
            }
        }
    }

    private Stayer stay(String path, String body) {
        return new Stayer(path, http.posting(path, body).thenApplyAsync(this::giveBack, Thread::startVirtualThread));
    }

    private Answer giveBack(Answer answer) {
        if (answer.status() == 200)
            locksIn(answer).forEach(lock -> http.delete(
                    "/v1/locks/" + lock.at("/State/LockID").asString(), session(lock.at("/State/SessionID").asString())));
        return answer;
    }

    private static Stream<JsonNode> locksIn(Answer granted) {
        return granted.body().isArray() ? granted.body().valueStream() : Stream.of(granted.body());
    }

    private void leave(Connection caller) {
        Leaving[] ways = Leaving.values();
        ways[random.nextInt(ways.length)].leave(caller);
    }

    private String any(int lock) {
        return named(lock, random.nextBoolean() ? "shared" : "exclusive");
    }

    private String exclusive(int lock) {
        return named(lock, "exclusive");
    }

    private static String named(int lock, String mode) {
        return lock("\"lock\": \"" + lock + "\"", "\"Mode\": \"" + mode + "\", \"MaxHolders\": " + places(lock));
    }

    /// The last of the locks is a semaphore.
    private static int places(int lock) {
        return lock == LOCKS - 1 ? 2 : 1;
    }
}
