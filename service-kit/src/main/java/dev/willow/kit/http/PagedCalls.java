package dev.willow.kit.http;

import dev.willow.engine.UnavailableException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Has few listings prepared at a time, the others wait. What is found takes many times the memory of its call, and how much is known only
/// when it has been found and written; then it is looked whether there is room for it, see [LargeAnswers].
final class PagedCalls implements HandlerInterceptor {
    private static final int AT_A_TIME = 4;
    /// No more than these wait for their turn, since each is a call under way meanwhile.
    private static final int IN_LINE = 16;
    private static final String TURN = PagedCalls.class.getName();

    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final Duration patience;

    /// @param patience how long a call waits for its turn
    PagedCalls(Duration patience) {
        this.patience = patience;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) throws InterruptedException {
        if (!(handler instanceof HandlerMethod call) || !call.hasMethodAnnotation(Paged.class)) return true;
        if (turns.getQueueLength() >= IN_LINE || !turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS))
            throw new UnavailableException("too many listings are asked for", Duration.ofSeconds(1));
        request.setAttribute(TURN, turns);
        return true;
    }

    /// The listing of this request is written in memory, or will not be.
    static void done(ServletRequest request) {
        if (!(request.getAttribute(TURN) instanceof Semaphore turns)) return;
        request.removeAttribute(TURN);
        turns.release();
    }

    @Override
    public void afterCompletion(HttpServletRequest request, HttpServletResponse response, Object handler, Exception failure) {
        done(request);
    }
}
