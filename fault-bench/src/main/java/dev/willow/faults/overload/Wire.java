package dev.willow.faults.overload;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// One HTTP/1.1 connection, byte for byte, for whoever does what a client of good manners does not. It does little for each answer, because it
/// shares the machine with what is measured.
final class Wire implements AutoCloseable {
    private static final byte[] LENGTH = "\r\ncontent-length: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS = "HTTP/1.1 ".length();
    private static final int TO_BEGIN_WITH = 1 << 10;
    private static final int LOWER = 0x20;

    private final Socket socket = new Socket();
    private final InputStream in;
    private final Consumer<Wire> closed;
    private byte[] buffer = new byte[TO_BEGIN_WITH];

    /// @param status of an answer
    record Reply(int status, byte[] content) {
        String body() {
            return new String(content, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return status + " " + body();
        }
    }

    Wire(URI service) throws IOException {
        this(service, 0, closed -> {});
    }

    /// @param receives bytes that the system may take in ahead of being read; 0 leaves it to the system
    /// @param closed   hears of its end
    Wire(URI service, int receives, Consumer<Wire> closed) throws IOException {
        this.closed = closed;
        if (receives > 0) socket.setReceiveBufferSize(receives);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Overload.PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), Overload.PATIENCE_MILLIS);
        in = socket.getInputStream();
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Reply call(String method, String path, String body) throws IOException {
        send(request(method, path, body));
        return receive();
    }

    static String request(String method, String path, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /// Nobody asks ahead and reads, so what comes is one answer.
    Reply receive() throws IOException {
        int filled = 0;
        int head = -1;
        while (head < 0) {
            int from = Math.max(0, filled - HEAD_END.length);
            filled = more(filled);
            head = find(HEAD_END, from, filled);
        }
        int body = head + HEAD_END.length;
        int end = body + length(head);
        while (filled < end) filled = more(filled);
        return new Reply(number(STATUS), Arrays.copyOfRange(buffer, body, end));
    }

    private int length(int head) {
        int found = find(LENGTH, 0, head);
        return found < 0 ? 0 : number(found + LENGTH.length);
    }

    private int number(int at) {
        int number = 0;
        for (int i = at; buffer[i] >= '0' && buffer[i] <= '9'; i++) number = number * 10 + buffer[i] - '0';
        return number;
    }

    /// @param sought in lower case
    private int find(byte[] sought, int from, int end) {
        for (int at = from; at + sought.length <= end; at++) {
            int same = 0;
            while (same < sought.length && lower(buffer[at + same]) == sought[same]) same++;
            if (same == sought.length) return at;
        }
        return -1;
    }

    private static int lower(byte each) {
        return each >= 'A' && each <= 'Z' ? each | LOWER : each;
    }

    private int more(int filled) throws IOException {
        if (filled == buffer.length) buffer = Arrays.copyOf(buffer, 2 * filled);
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) throw new EOFException("the service closed the connection");
        return filled + read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        closed.accept(this);
    }
}
