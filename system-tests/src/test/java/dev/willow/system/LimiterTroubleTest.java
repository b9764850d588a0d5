package dev.willow.system;

import static dev.willow.system.Things.ack;
import static dev.willow.system.Things.any;
import static dev.willow.system.Things.beat;
import static dev.willow.system.Things.from;
import static dev.willow.system.Things.item;
import static dev.willow.system.Things.keys;
import static dev.willow.system.Things.limit;
import static dev.willow.system.Things.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.willow.client.UnavailableException;
import dev.willow.common.api.queue.Item;
import dev.willow.common.api.queue.QueueSpec;
import dev.willow.common.values.KeyValues;
import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import dev.willow.testing.process.Eventually;
import dev.willow.testing.process.Service;
import dev.willow.testing.random.Seeds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The Limiter is dead, stands still, answers late, or its connections break: Willow lets nothing new in and hands nothing out,
/// does all that needs no Limiter, piles nothing up, and goes on by itself, with counters that are those of its items.
@Timeout(180)
class LimiterTroubleTest {
    /// Shorter than by default, so that silence is noticed sooner.
    private static final Duration LIMITER_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration REPAIR = Duration.ofSeconds(30);

    /// Questions under way at once, the lane of what must be done, the call that waits for news, and some that are just closing.
    private static final int MOST_CONNECTIONS = 16;

    private static final int MANY = 100;

    @TempDir
    static Path data;

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    @AutoClose
    private static Cluster cluster;

    @AutoClose
    private static Http willow;

    private String queue;
    private KeyValues channel;
    private Item running;
    private Item finished;
    private Future<Optional<Item>> consumer;

    @BeforeAll
    static void start() throws Exception {
        cluster = Cluster.startWithProxy(data, Map.of("WILLOW_LIMITERTIMEOUT", LIMITER_TIMEOUT.toMillis() + "ms"));
        willow = new Http(cluster.uriOf(Service.WILLOW).getPort());
    }

    @AfterAll
    static void end() {
        THREADS.shutdownNow();
    }

    /// One item runs, the next one waits for its place, and so does a consumer. Another one runs that is just being finished.
    @BeforeEach
    void aRunningItemAndOneThatIsHeldBack(TestInfo test) {
        queue = test.getTestMethod().orElseThrow().getName();
        channel = keys("job", queue, queue, "x");
        onceServed(() -> cluster.limiter().createRule(limit(queue, any(queue), 1)));
        onceServed(() -> cluster.willow().createQueue(QueueSpec.of(queue, 1_000)));
        onceServed(() -> cluster.willow().enqueue(queue, item(channel, "runs", 0)));
        onceServed(() -> cluster.willow().enqueue(queue, item(channel, "waits", 0)));
        running = onceServed(() -> cluster.willow().dequeue(queue, from("job", queue), BOUND)).orElseThrow();
        String other = queue + " too";
        onceServed(() -> cluster.willow().enqueue(queue, item(keys("job", other), "is done", 0)));
        finished = onceServed(() -> cluster.willow().dequeue(queue, from("job", other), BOUND)).orElseThrow();
        consumer = THREADS.submit(() -> cluster.willow().dequeue(queue, from("job", queue), BOUND));
        Eventually.succeeds("the consumer waits", AssertionError.class,
                () -> assertThat(cluster.willow().queue(queue).state().consumers()).isEqualTo(1));
    }

    @Test
    void while_it_is_dead_willow_stands_by_and_then_all_goes_on() throws Exception {
        cluster.willow().ack(queue, ack(finished, true));
        cluster.kill(Service.LIMITER);
        try {
            assertThatThrownBy(() -> consumer.get(BOUND.toSeconds(), TimeUnit.SECONDS)).hasCauseInstanceOf(UnavailableException.class);
            checkThatNothingNewIsDoneAndAllElseGoesOn();
            cluster.willow().ack(queue, ack(running, true));
            checkThatNothingPilesUp();
        } finally {
            cluster.restart(Service.LIMITER);
        }
        checkThatAllGoesOn();
    }

    @Test
    void while_it_stands_still_it_is_given_up_after_one_time_out_and_then_all_goes_on() throws Exception {
        cluster.process(Service.LIMITER).signal("STOP");
        try {
            checkThatManyWhoMeetSilenceAreToldSo();
            assertThatThrownBy(() -> consumer.get(BOUND.toSeconds(), TimeUnit.SECONDS)).hasCauseInstanceOf(UnavailableException.class);
            checkThatNothingNewIsDoneAndAllElseGoesOn();
            cluster.willow().ack(queue, ack(running, true));
            checkThatNothingPilesUp();
        } finally {
            cluster.process(Service.LIMITER).signal("CONT");
        }
        checkThatAllGoesOn();
    }

    /// It does what it is asked, but nobody hears of it in time: what it let in stands for nothing.
    @Test
    void while_it_answers_too_late_it_counts_as_away_and_what_it_let_in_unheard_is_taken_back() throws Exception {
        cluster.limiterProxy().delayAnswers(LIMITER_TIMEOUT.multipliedBy(2));
        try {
            checkThatManyWhoMeetSilenceAreToldSo();
            assertThatThrownBy(() -> consumer.get(BOUND.toSeconds(), TimeUnit.SECONDS)).hasCauseInstanceOf(UnavailableException.class);
            checkThatNothingNewIsDoneAndAllElseGoesOn();
            cluster.willow().ack(queue, ack(running, true));
            checkThatNothingPilesUp();
        } finally {
            cluster.limiterProxy().delayAnswers(Duration.ZERO);
        }
        checkThatAllGoesOn();
    }

    @Test
    void while_it_answers_late_but_in_time_all_goes_on_slowly() throws Exception {
        cluster.limiterProxy().delayAnswers(LIMITER_TIMEOUT.dividedBy(10));
        try {
            cluster.willow().ack(queue, ack(finished, true));
            cluster.willow().enqueue(queue, item(keys("job", "late", "late", queue), "slowly", 0));
            Item slow = cluster.willow().dequeue(queue, from("job", "late"), BOUND).orElseThrow();
            cluster.willow().ack(queue, ack(slow, true));
            cluster.willow().ack(queue, ack(running, true));
            Item next = consumer.get(BOUND.toSeconds(), TimeUnit.SECONDS).orElseThrow();
            assertThat(textOf(next)).isEqualTo("waits");
            cluster.willow().ack(queue, ack(next, true));
        } finally {
            cluster.limiterProxy().delayAnswers(Duration.ZERO);
        }
        checkAgreement();
    }

    @Test
    void while_it_cannot_be_reached_willow_stands_by_and_then_all_goes_on() throws Exception {
        cluster.willow().ack(queue, ack(finished, true));
        cluster.limiterProxy().refuse();
        try {
            assertThatThrownBy(() -> consumer.get(BOUND.toSeconds(), TimeUnit.SECONDS)).hasCauseInstanceOf(UnavailableException.class);
            checkThatNothingNewIsDoneAndAllElseGoesOn();
            cluster.willow().ack(queue, ack(running, true));
            checkThatNothingPilesUp();
        } finally {
            cluster.limiterProxy().accept();
        }
        checkThatAllGoesOn();
    }

    @Test
    void while_its_connections_break_again_and_again_no_item_is_lost_or_doubled() throws Exception {
        for (Item each : List.of(finished, running)) cluster.willow().ack(queue, ack(each, true));
        cluster.willow().ack(queue, ack(consumer.get(BOUND.toSeconds(), TimeUnit.SECONDS).orElseThrow(), true));
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String job = "worker " + i;
            workers.add(THREADS.submit(() -> work(job)));
        }
        Random random = new Random(Seeds.announcedFor(LimiterTroubleTest.class));
        Shift shift = new Shift();
        do {
            shift.pause(Duration.ofMillis(random.nextInt(50, 400)));
            if (random.nextInt(4) > 0) {
                cluster.limiterProxy().cut();
            } else {
                cluster.limiterProxy().refuse();
                shift.pause(Duration.ofMillis(random.nextInt(200)));
                cluster.limiterProxy().accept();
            }
        } while (!workers.stream().allMatch(Future::isDone));
        for (Future<?> worker : workers) worker.get();
        assertThat(cluster.willow().queue(queue).state().channels()).as("nothing was enqueued twice").isZero();
        checkAgreement();
    }

    /// Each item must be the one that was put in before it.
    private void work(String job) {
        for (int turn = 0; turn < 20; turn++) {
            String text = job + " " + turn;
            onceServed(() -> cluster.willow().enqueue(queue, item(keys("job", job, queue, job), text, 0)));
            Item taken = onceServed(() -> cluster.willow().dequeue(queue, from("job", job), BOUND)).orElseThrow();
            assertThat(textOf(taken)).isEqualTo(text);
            cluster.willow().ack(queue, ack(taken, true));
        }
    }

    /// They come before anybody knows that there will be no answers.
    private void checkThatManyWhoMeetSilenceAreToldSo() {
        List<CompletableFuture<Answer>> first = new ArrayList<>();
        for (int i = 0; i < MANY; i++) first.add(enqueueing("met silence " + i));
        CompletableFuture<Answer> acked = willow.posting(
                items() + "/ack", "{\"ItemID\": \"" + finished.state().id() + "\", \"Success\": true}");
        int most = 0;
        do most = Math.max(most, cluster.limiterProxy().connections()); while (!first.stream().allMatch(CompletableFuture::isDone));
        for (CompletableFuture<Answer> each : first) checkUnreachable(Http.await(each));
        assertThat(most).isLessThanOrEqualTo(MOST_CONNECTIONS);
        assertThat(Http.await(acked).status()).as("an ack that was under way").isEqualTo(200);
        assertThat(cluster.willow().queue(queue).state().processing()).isEqualTo(1);
    }

    private void checkThatNothingNewIsDoneAndAllElseGoesOn() {
        checkUnreachable(Http.await(enqueueing("new")));
        checkUnreachable(Http.await(dequeueing()));
        Answer batch = willow.post(items() + "/batch", "[" + body("in a batch") + "]");
        assertThat(batch.status()).isEqualTo(200);
        assertThat(batch.number("/0/Status")).isEqualTo(503);
        assertThat(cluster.willow().heartbeat(queue, beat(running)).superseded()).as("the next one waits").isTrue();
        assertThat(willow.get("/health").status()).isEqualTo(200);
        assertThat(cluster.willow().queue(queue).state().waiting()).as("what waited still waits").isEqualTo(1);
    }

    private void checkThatNothingPilesUp() {
        Footprint before = Footprint.of(cluster.process(Service.WILLOW));
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<Answer>> refused = new ArrayList<>();
            for (int i = 0; i < 20; i++) refused.add(i % 2 == 0 ? enqueueing("refused") : dequeueing());
            for (CompletableFuture<Answer> each : refused) checkUnreachable(Http.await(each));
            assertThat(cluster.limiterProxy().connections()).isLessThanOrEqualTo(MOST_CONNECTIONS);
        }
        // Connections to callers who were refused are closed, but not before they have their answer.
        Eventually.succeeds("nothing has piled up", REPAIR, AssertionError.class,
                () -> Footprint.of(cluster.process(Service.WILLOW)).assertThatItHasHardlyGrownSince(before));
        assertThat(cluster.willow().queue(queue).state().consumers()).isZero();
    }

    private void checkThatAllGoesOn() {
        long begun = System.nanoTime();
        Item next = onceServed(() -> cluster.willow().dequeue(queue, from("job", queue), BOUND)).orElseThrow();
        assertThat(textOf(next)).as("the place of the acked item became free").isEqualTo("waits");
        onceServed(() -> cluster.willow().enqueue(queue, item(channel, "after", 0)));
        System.out.printf("%s: served again after %d ms%n", queue, Duration.ofNanos(System.nanoTime() - begun).toMillis());
        checkAgreement();
        System.out.printf("%s: agreed after %d ms%n", queue, Duration.ofNanos(System.nanoTime() - begun).toMillis());
        cluster.willow().ack(queue, ack(next, true));
    }

    private void checkAgreement() {
        Eventually.succeeds("the counters are those of the items", REPAIR, AssertionError.class, () -> Agreement.check(cluster, queue));
    }

    private String items() {
        return "/v1/queues/" + queue + "/channels/items";
    }

    private CompletableFuture<Answer> enqueueing(String job) {
        return willow.posting(items(), body(job));
    }

    private CompletableFuture<Answer> dequeueing() {
        return willow.posting(items() + "/dequeue", "{}");
    }

    private static String body(String job) {
        return """
                {"Spec": {"DBDefinition": {"KeyValues": {"job": "%s"}}, "Properties": {"Item": "aGVsbG8="}}}
                """.formatted(job);
    }

    private static void checkUnreachable(Answer answer) {
        assertThat(answer.status()).as(answer.content()).isEqualTo(503);
        assertThat(answer.kind()).isEqualTo("limiter-unreachable");
        assertThat(answer.header("Retry-After")).isPresent();
    }

    /// Asks again while the services find each other.
    private static <T> T onceServed(Supplier<T> call) {
        AtomicReference<T> answer = new AtomicReference<>();
        Eventually.succeeds("it is served", REPAIR, UnavailableException.class, () -> answer.set(call.get()));
        return answer.get();
    }
}
