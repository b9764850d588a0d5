package dev.willow.faults.work;

import dev.willow.client.ClientException;
import dev.willow.client.RejectedException;
import dev.willow.client.RetryPolicy;
import dev.willow.common.api.limiter.Counter;
import dev.willow.common.api.locker.Lock;
import dev.willow.common.api.queue.Queue;
import dev.willow.faults.history.Aftermath;
import dev.willow.faults.history.Limit;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Service;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/// All who use the services in one run: some ask once and no more, some for two seconds, some for fifteen.
///
/// ```
/// begin ──► faults ──► stop ──► awaitAgreement ──► drain ──► what is left
/// ```
public final class Crew implements AutoCloseable {
    private static final Duration ENDLESS = Duration.ofMinutes(10);

    private final Record log;
    private final Random random;
    private final Witness witness;
    private final Duration settling;
    private final Desk once;
    private final Desk brisk;
    private final Desk steady;
    private final Desk endless;
    private final Whistle whistle = new Whistle();
    private final List<Thread> threads = new ArrayList<>();
    private final List<SeatUser> seatUsers = new ArrayList<>();
    private final List<Founder> founders = new ArrayList<>();
    private final RuleChanger ruleChanger;

    /// @param uris     where each service is reached
    /// @param random   decides all that is chosen
    /// @param witness  told of each item taken
    /// @param settling how long it may take until all is in order in the end
    public Crew(Function<Service, URI> uris, Record log, Random random, Witness witness, Duration settling) {
        this.log = log;
        this.settling = settling;
        this.random = random;
        this.witness = witness;
        once = Desk.at(uris, RetryPolicy.NONE);
        brisk = Desk.at(uris, RetryPolicy.forAsLongAs(Duration.ofSeconds(2)));
        steady = Desk.at(uris, RetryPolicy.forAsLongAs(Duration.ofSeconds(15)));
        endless = Desk.at(uris, RetryPolicy.forAsLongAs(ENDLESS));
        ruleChanger = new RuleChanger(once.limiter(), endless.limiter(), log, own(), whistle);
    }

    private Random own() {
        return new Random(random.nextLong());
    }

    /// Makes queues and rules, and has all begin.
    public void begin() {
        Queues.create(endless.willow(), endless.limiter());
        Eventually.succeeds("Willow tells the Limiter how much each queue may hold", RuntimeException.class, () -> {
            if (!Books.limitedQueues(endless.limiter()).containsAll(Queues.ALL)) throw new IllegalStateException("not yet");
        });
        ruleChanger.begin();
        start(ruleChanger);
        int number = 0;
        for (Desk desk : List.of(once, brisk, steady, steady)) {
            start(new Producer("p" + number, desk.willow(), log, own(), whistle));
            SeatUser seatUser = new SeatUser("s" + number++, desk.limiter(), log, own(), whistle);
            seatUsers.add(seatUser);
            start(seatUser);
            Founder founder = new Founder("f" + number, desk.willow(), log, own(), whistle);
            founders.add(founder);
            start(founder);
            for (int i = 0; i < 2; i++) start(new LockUser(desk.locker(), log, own(), whistle));
            for (String queue : List.of(Queues.BUILDS, Queues.PUSHES))
                start(new Consumer(desk.willow(), queue, witness, log, own(), whistle));
            start(new Mortal(once.willow(), true, Queues.BRIEF, 5, log, own(), whistle));
        }
        for (String queue : List.of(Queues.BUILDS, Queues.PUSHES)) start(new Mortal(brisk.willow(), false, queue, 20, log, own(), whistle));
    }

    private void start(Worker worker) {
        threads.add(Thread.ofVirtual().name(worker.getClass().getSimpleName()).start(worker));
    }

    /// Has all come to the end of what they are at.
    public void stop() throws InterruptedException {
        whistle.blow();
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        for (Thread thread : threads) thread.join();
        threads.clear();
    }

    /// Waits until the counters are those of the items that are there. Notes what differs if they never are.
    public void awaitAgreement() {
        for (SeatUser seatUser : seatUsers) seatUser.settle(endless.limiter());
        for (Founder founder : founders) founder.undeleted().forEach(this::delete);
        eventually("the counters agree with the items", () -> Books.differences(Books.due(once.willow()), Books.counted(once.limiter())));
    }

    /// Has all items that are left taken and done.
    public void drain() throws InterruptedException {
        Whistle empty = new Whistle();
        for (String queue : Queues.ALL)
            for (int i = 0; i < 3; i++) start(new Mortal(steady.willow(), false, queue, 0, log, own(), empty));
        eventually("the queues are empty", () -> Queues.ALL.stream()
                .flatMap(queue -> once.willow().channels(queue, Books.everything()).things().stream())
                .map(Object::toString).toList());
        empty.blow();
        awaitEnd();
    }

    /// What is there when there should be nothing.
    public Aftermath aftermath() {
        List<String> left = new ArrayList<>(eventually("nothing is counted or locked", this::rests));
        left.replaceAll(what -> what + " is left");
        return new Aftermath(List.of(), left);
    }

    private List<String> rests() {
        List<String> rests = new ArrayList<>();
        for (Counter counter : once.limiter().counters(Books.everything()).things())
            rests.add("the counter " + Queues.shown(Queues.texts(counter.spec().definition().keyValues())) + " at "
                    + counter.spec().properties().counters() + " by the leases " + counter.state().leases());
        for (Lock lock : once.locker().locks(Books.everything()).things()) {
            String keys = Queues.shown(Queues.texts(lock.spec().definition().keyValues()));
            if (!keys.startsWith("_")) rests.add("the lock " + keys);
        }
        for (Queue queue : once.willow().queues())
            if (!Queues.ALL.contains(queue.spec().definition().name())) rests.add("the queue " + queue.spec().definition().name());
        for (String limited : Books.limitedQueues(once.limiter()))
            if (!Queues.ALL.contains(limited)) rests.add("the limit of the queue " + limited);
        return rests;
    }

    /// Asks until nothing is in the way of something.
    ///
    /// @return what still is, after a time that has been enough for everything
    private List<String> eventually(String what, Supplier<List<String>> inTheWay) {
        List<List<String>> last = new ArrayList<>(List.of(List.of()));
        try {
            Eventually.succeeds(what, settling, AssertionError.class, () -> {
                try {
                    last.set(0, inTheWay.get());
                } catch (ClientException away) {
                    last.set(0, List.of(away.toString()));
                }
                if (!last.getFirst().isEmpty()) throw new AssertionError(last.getFirst());
            });
            return List.of();
        } catch (AssertionError never) {
            log.surprise(never.getMessage() + ": " + last.getFirst());
            return last.getFirst();
        }
    }

    public List<Limit> limits() {
        return Queues.limits(ruleChanger.limit());
    }

    /// Deletes a queue of somebody else, whether it is there or not.
    public void delete(String queue) {
        try {
            endless.willow().deleteQueue(queue);
        } catch (RejectedException gone) {
            // as wanted
        }
    }

    @Override
    public void close() {
        for (Desk desk : List.of(once, brisk, steady, endless)) desk.close();
    }
}
