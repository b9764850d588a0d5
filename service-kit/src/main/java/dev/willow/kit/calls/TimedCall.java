package dev.willow.kit.calls;

import dev.willow.client.HttpSender.Request;
import dev.willow.common.time.Ticker;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/// A request that is given up when nothing comes for too long. By an alarm that is far off instead of the socket's own time-out: a virtual
/// thread that reads with one has another thread woken twice for each answer.
final class TimedCall extends HttpUriRequestBase {
    private static final long serialVersionUID = 1;

    private final transient Ticker ticker;
    private final Duration timeout;
    private volatile long heardAt;
    private volatile boolean isLate;

    // Guarded by this object.
    private transient Ticker.Alarm alarm = () -> {};
    private boolean hasEnded;

    TimedCall(Request request, Ticker ticker) {
        super(request.method(), request.uri());
        request.headers().forEach(this::setHeader);
        request.body().ifPresent(body -> setEntity(new ByteArrayEntity(body, null)));
        this.ticker = ticker;
        this.timeout = request.timeout();
    }

    /// There is a connection: from now on something has to come.
    void begin() {
        heardAt = ticker.nanos();
        lookIn(timeout);
    }

    void end() {
        synchronized (this) {
            hasEnded = true;
        }
        alarm.cancel();
    }

    /// Whether it was given up.
    boolean isLate() {
        return isLate;
    }

    /// Whatever comes gives it new time.
    InputStream hearing(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                return heard(super.read());
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return heard(super.read(bytes, offset, length));
            }
        };
    }

    private int heard(int read) {
        heardAt = ticker.nanos();
        return read;
    }

    private synchronized void lookIn(Duration time) {
        if (!hasEnded) alarm = ticker.after(time, this::look);
    }

    private void look() {
        Duration left = Duration.ofNanos(heardAt - ticker.nanos()).plus(timeout);
        if (left.isPositive()) {
            lookIn(left);
            return;
        }
        isLate = true;
        ticker.start("late-call", this::cancel);
    }
}
