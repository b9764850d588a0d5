package dev.willow.testing.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HTTP by hand, byte for byte. Reading gives up after [Http#BOUND].
public final class Connection implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private final Socket socket;

    private Connection(Socket socket) {
        this.socket = socket;
    }

    static Connection to(int port) {
        try {
            Socket socket = new Socket("127.0.0.1", port);
            socket.setSoTimeout(Math.toIntExact(Http.BOUND.toMillis()));
            return new Connection(socket);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Sends a request of good form and does not wait for its answer.
    ///
    /// @param headers names and values in turn
    public Connection send(String method, String path, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder more = new StringBuilder();
        for (int i = 0; i < headers.length; i += 2) more.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        write(method + " " + path + " HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n" + more + "Content-Length: "
                + bytes.length + "\r\n\r\n");
        return write(bytes);
    }

    /// @param text characters up to U+00FF, each sent as one byte
    public Connection write(String text) {
        return write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Connection write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The head of the next answer, and its body if it says how long that is; what came until then if the other side closed.
    public String read() {
        try {
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                int next = socket.getInputStream().read();
                if (next < 0) return answer.toString();
                answer.append((char) next);
            }
            Matcher length = LENGTH.matcher(answer);
            if (length.find())
                answer.append(new String(
                        socket.getInputStream().readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8));
            return answer.toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Closes this direction alone; answers can still be read.
    public void sendNoMore() {
        try {
            socket.shutdownOutput();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Hangs up with a reset, as a connection that breaks.
    public void reset() {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        close();
    }

    /// Hangs up.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
