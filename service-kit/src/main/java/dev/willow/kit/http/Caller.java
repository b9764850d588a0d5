package dev.willow.kit.http;

import dev.willow.common.api.ApiLimits;
import dev.willow.common.json.Durations;
import dev.willow.common.problem.BadRequestException;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import dev.willow.common.values.InvalidValueException;
import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.kit.IdSource;
import dev.willow.kit.admission.Stay;
import dev.willow.kit.waiting.ConnectionValve;
import dev.willow.kit.waiting.WaitingRoom;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/// Whoever sent the request that a controller works on: what it said beside its body, and how to make it wait. Controllers
/// take it as a parameter; it is good for one request.
public final class Caller {
    private static final String WAIT = "wait";
    private static final String MAX = "max";
    private static final String UNSENT = Caller.class.getName() + ".unsent";

    private final HttpServletRequest request;
    private final WaitingRoom room;
    private final ApiLimits limits;
    private final RequestId id;
    private final Optional<IdempotencyKey> key;
    private Duration patience;

    Caller(HttpServletRequest request, WaitingRoom room, ApiLimits limits, IdSource ids) {
        this.request = request;
        this.room = room;
        this.limits = limits;
        this.id = new RequestId(ids.next());
        this.key = IdempotencyKeys.of(request);
    }

    /// Names this request to the engine; unique, unlike the `X-Request-ID`, which a caller may use twice.
    public RequestId id() {
        return id;
    }

    /// The `Idempotency-Key` of the request, bound to its call and its body.
    public Optional<IdempotencyKey> idempotencyKey() {
        return key;
    }

    /// How long the caller wants to wait (`?wait=`): 0 asks once; without it, the longest.
    ///
    /// @throws BadRequestException if it is no duration, or longer than the limit
    /// @throws ProblemException    if it wants to wait and as many wait as there is memory for
    public Duration patience() {
        if (patience == null) {
            Duration wanted = wantedPatience();
            if (!wanted.isZero()) takePlace(Stay::beginToWait);
            patience = wanted;
        }
        return patience;
    }

    /// As [#patience], of a caller that waits for news alone. Such callers are few and have a bound of their own, so that services hear from each
    /// other however many others wait.
    public Duration patienceToListen() {
        Duration wanted = wantedPatience();
        if (!wanted.isZero()) takePlace(Stay::beginToListen);
        patience = wanted;
        return patience;
    }

    private void takePlace(Predicate<Stay> way) {
        if (AdmissionFilter.stayOf(request).map(way::test).orElse(true)) return;
        throw new ProblemException(Problem.of(
                ProblemType.TOO_MANY_WAITING, "as many callers wait as the service has memory for; with wait=0 it can be asked"));
    }

    private Duration wantedPatience() {
        String wait = request.getParameter(WAIT);
        if (wait == null) return limits.longestWait();
        try {
            Duration patience = Durations.ofParameter(wait);
            if (patience.compareTo(limits.longestWait()) > 0)
                throw new BadRequestException(WAIT, "must be at most " + limits.longestWait().toNanos() + " nanoseconds");
            return patience;
        } catch (InvalidValueException invalid) {
            throw new BadRequestException(WAIT, invalid.getMessage());
        }
    }

    /// How many things the caller wants at most (`?max=`), from 1 to the limit of a batch; empty without it.
    ///
    /// @throws BadRequestException if it is no such number
    public OptionalInt max() {
        String max = request.getParameter(MAX);
        if (max == null) return OptionalInt.empty();
        int number = max.matches("[0-9]{1,9}") ? Integer.parseInt(max) : 0;
        if (number < 1 || number > limits.batchItems())
            throw new BadRequestException(MAX, "must be a whole number from 1 to " + limits.batchItems());
        return OptionalInt.of(number);
    }

    /// Gets an answer that does not depend on anybody else.
    ///
    /// @throws dev.willow.engine.UnavailableException if it does not come soon
    public <E> E answer(CompletableFuture<E> answer) {
        return room.answer(answer);
    }

    /// Lets the caller wait for its turn, as long as its patience lasts.
    ///
    /// @param giveUp tells the engine that the caller no longer waits; the answer may then still complete with how it
    ///               ended ("not granted", or, if the turn came at that very moment, the grant)
    /// @param undo   gets an answer that found the caller gone, or could not be sent to it, to take back what it grants;
    ///               at most once. It is not called for a request with an idempotency key: its caller may come back for
    ///               the answer, and if it does not, the grant lapses by its time-out
    /// @return the answer; empty if patience ran out without one
    /// @throws dev.willow.kit.waiting.CallerGoneException if the caller hung up; the controller lets it pass
    /// @throws dev.willow.engine.UnavailableException     if the service stops; likewise
    public <E> Optional<E> await(CompletableFuture<E> answer, Runnable giveUp, Consumer<E> undo) {
        return await(answer, Duration.ZERO, giveUp, undo);
    }

    /// As the other one, for an answer that comes by itself when the caller's patience is over.
    ///
    /// @param grace how much longer than its patience the caller waits for that answer
    public <E> Optional<E> await(CompletableFuture<E> answer, Duration grace, Runnable giveUp, Consumer<E> undo) {
        Consumer<E> takeBack = key.isPresent() ? granted -> {} : undo;
        Optional<E> word = room.await(answer, ConnectionValve.of(request), patience().plus(grace), giveUp, takeBack);
        word.ifPresent(granted -> request.setAttribute(UNSENT, (Runnable) () -> takeBack.accept(granted)));
        return word;
    }

    /// The answer to a request could not be sent: takes back what it grants.
    static void couldNotBeAnswered(HttpServletRequest request) {
        if (request.getAttribute(UNSENT) instanceof Runnable takeBack) takeBack.run();
    }

    /// Spring lets HEAD pass for GET; a call that hands something out must not be made by accident.
    static void refuseHead(HttpServletRequest request) throws HttpRequestMethodNotSupportedException {
        if (request.getMethod().equals("HEAD")) throw new HttpRequestMethodNotSupportedException("HEAD");
    }
}
