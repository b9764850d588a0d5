package dev.willow.hostile.wire;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A connection to a service on this machine, made anew whenever the other side has ended it. For one thread.
public final class Line implements AutoCloseable {
    /// Whoever says nothing for some seconds is cut off by the services, and on a busy machine that may be us.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(1);
    private static final int MOST_TRIES = 3;

    private final int port;
    private final Duration patience;
    private Socket socket;
    private InputStream in;
    private boolean isUsed;
    /// Between the connection and the end of the request that was sent last.
    private boolean wasSilent;
    /// How the connection ended when there was no answer last.
    private String ending = "";

    /// @param patience how long the next bytes of an answer may take
    public Line(int port, Duration patience) {
        this.port = port;
        this.patience = patience;
    }

    /// Sends a whole request and takes its answer. The connection goes on.
    ///
    /// @param isHead whether the answer has no body, whatever it says
    /// @return empty if the connection was closed without one
    /// @throws NoAnswerException if nothing came in time
    public Optional<Reply> exchange(byte[] request, boolean isHead) {
        boolean isExcused = isUsed; // the other side may have ended the connection of before while this was on its way
        Optional<Reply> reply = exchangeOnce(request, isHead);
        for (int tries = 1; reply.isEmpty() && (isExcused || wasSilent) && tries < MOST_TRIES; tries++) {
            isExcused = false;
            reply = exchangeOnce(request, isHead);
        }
        isUsed = socket != null;
        return reply;
    }

    private Optional<Reply> exchangeOnce(byte[] request, boolean isHead) {
        long begun = System.nanoTime();
        String connection = isUsed ? "a used connection" : "a new connection";
        send(request);
        Optional<Reply> reply = read(isHead);
        if (reply.isEmpty()) ending = connection + " " + ending + " after " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms";
        if (reply.isEmpty() || reply.get().endsConnection()) close();
        return reply;
    }

    /// How the connection ended, after an exchange without an answer.
    public String ending() {
        return ending;
    }

    /// Sends something on a connection of its own, then no more, and takes all that is answered.
    ///
    /// @throws NoAnswerException if neither an answer nor the end came in time
    public List<Reply> exchangeAll(byte[] bytes) {
        close();
        List<Reply> replies = new ArrayList<>();
        try {
            send(bytes);
            sendNoMore();
            for (Optional<Reply> reply = read(false); reply.isPresent(); reply = read(false)) replies.add(reply.get());
            return replies;
        } finally {
            close();
        }
    }

    /// Sends something and neither goes on nor ends, until the other side does.
    ///
    /// @throws NoAnswerException if it did not
    public List<Reply> exchangeStalled(byte[] bytes) {
        close();
        List<Reply> replies = new ArrayList<>();
        try {
            send(bytes);
            for (Optional<Reply> reply = read(false); reply.isPresent(); reply = read(false)) replies.add(reply.get());
            return replies;
        } finally {
            close();
        }
    }

    private void send(byte[] bytes) {
        long begun = System.nanoTime();
        try {
            if (socket == null) {
                ending = "could not be made";
                open();
            }
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            wasSilent = System.nanoTime() - begun > LONGEST_SILENCE.toNanos();
        } catch (IOException endedMeanwhile) {
            ending += " (" + endedMeanwhile.getMessage() + ")"; // what it answered before it did so can still be read
        }
    }

    private void open() throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        in = new BufferedInputStream(socket.getInputStream());
        isUsed = false;
    }

    private void sendNoMore() {
        try {
            if (socket != null) socket.shutdownOutput();
        } catch (IOException endedMeanwhile) {
            // as above
        }
    }

    private Optional<Reply> read(boolean isHead) {
        if (in == null) return Optional.empty();
        try {
            return Optional.of(new ReplyReader(in).read(isHead));
        } catch (SocketTimeoutException late) {
            throw new NoAnswerException(late);
        } catch (EOFException end) {
            ending = "ended";
            return Optional.empty();
        } catch (IOException reset) {
            ending = "broke (" + reset.getMessage() + ")";
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            if (socket != null) socket.close();
        } catch (IOException goneAnyway) {
            // then it is closed
        }
        socket = null;
        in = null;
        isUsed = false;
    }
}
