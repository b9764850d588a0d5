package dev.willow.hostile;

import dev.willow.hostile.judge.Judge;
import dev.willow.hostile.judge.Violation;
import dev.willow.hostile.request.Case;
import dev.willow.hostile.request.Names;
import dev.willow.hostile.request.Request;
import dev.willow.hostile.wire.Line;
import dev.willow.hostile.wire.NoAnswerException;
import dev.willow.hostile.wire.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends many cases over several connections at a time, and has each answer judged.
final class Volley implements AutoCloseable {
    static final String IN_TIME = "each call is answered in time";
    private static final int CONNECTIONS = 8;
    /// So many hangs, and there is no use in more.
    private static final int HANGS = 5;
    private final AtomicInteger hangs = new AtomicInteger();
    private final Judge judge;
    private final List<Line> lines = new ArrayList<>();
    private final ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS, Thread.ofPlatform().daemon().factory());

    Volley(int port, Judge judge, Duration patience) {
        this.judge = judge;
        for (int i = 0; i < CONNECTIONS; i++) lines.add(new Line(port, patience));
    }

    /// @return in the order of the cases; fewer than those once too many were not answered at all
    List<Answered> send(List<Case> cases, Names names) throws InterruptedException {
        Answered[] all = new Answered[cases.size()];
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> sending = new ArrayList<>();
        for (Line line : lines)
            sending.add(senders.submit(() -> {
                for (int i = next.getAndIncrement(); i < all.length && !isHopeless(); i = next.getAndIncrement())
                    all[i] = send(cases.get(i), names, line);
            }));
        for (Future<?> each : sending) await(each);
        return Arrays.stream(all).filter(Objects::nonNull).toList();
    }

    boolean isHopeless() {
        return hangs.get() >= HANGS;
    }

    private static void await(Future<?> sending) throws InterruptedException {
        try {
            sending.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private Answered send(Case asked, Names names, Line line) {
        Request request = asked.with(names);
        List<Violation> violations = new ArrayList<>();
        List<Reply> replies = List.of();
        Optional<String> cutOff = Optional.empty();
        try {
            replies = exchange(request, line);
            if (replies.isEmpty() && request.isWhole() && !asked.expectation().mayHangUp()) {
                cutOff = Optional.of(line.ending() + ": " + asked);
                replies = exchange(request, line);
            }
            List<Optional<Reply>> answers = replies.isEmpty() ? List.of(Optional.empty()) : replies.stream().map(Optional::of).toList();
            for (Optional<Reply> answer : answers)
                judge.violations(asked, request.bytes().length, answer)
                        .forEach(wrong -> violations.add(told(wrong, asked, request, answer)));
        } catch (NoAnswerException late) {
            line.close();
            hangs.incrementAndGet();
            violations.add(told(new Violation(IN_TIME, "nothing came"), asked, request, Optional.empty()));
        }
        return new Answered(asked, replies, violations, cutOff);
    }

    private static List<Reply> exchange(Request request, Line line) {
        return request.isWhole() ? line.exchange(request.bytes(), request.isHead()).stream().toList() : line.exchangeAll(request.bytes());
    }

    private static Violation told(Violation wrong, Case asked, Request request, Optional<Reply> answer) {
        String said = answer.map(reply -> reply.status() + " " + Request.shown(reply.body())).orElse("nothing");
        return new Violation(wrong.promise(), wrong.what() + "\n      " + asked + "\n      sent " + request.shown() + "\n      got  " + said);
    }

    @Override
    public void close() {
        senders.shutdownNow();
        lines.forEach(Line::close);
    }
}
