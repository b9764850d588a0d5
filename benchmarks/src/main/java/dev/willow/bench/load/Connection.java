package dev.willow.bench.load;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One HTTP/1.1 connection that stays open, for one caller that sends one request after the other. Understands what the
/// services answer: a status, headers, and a body whose length is said before.
public final class Connection implements Closeable {
    private static final String LENGTH = "content-length:";

    private final String host;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] line = new byte[8_192];
    private int lineLength;

    /// @param body empty if there is none
    public record Reply(int status, String body) {
        /// The string value of the first member of this name.
        public String text(String member) {
            String start = "\"" + member + "\":\"";
            int at = body.indexOf(start);
            if (at < 0) throw new IllegalStateException("no " + member + " in " + this);
            at += start.length();
            return body.substring(at, body.indexOf('"', at));
        }

        public Reply expect(int wanted) {
            if (status != wanted) throw new IllegalStateException("expected " + wanted + " but got " + this);
            return this;
        }
    }

    public Connection(URI service) throws IOException {
        host = service.getAuthority();
        socket = new Socket(service.getHost(), service.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 8_192);
        out = socket.getOutputStream();
    }

    public Reply get(String path) throws IOException {
        return send("GET", path, "");
    }

    public Reply post(String path, String body) throws IOException {
        return send("POST", path, body);
    }

    public Reply put(String path, String body) throws IOException {
        return send("PUT", path, body);
    }

    public Reply delete(String path, String body) throws IOException {
        return send("DELETE", path, body);
    }

    private Reply send(String method, String path, String body) throws IOException {
        begin(method, path, body);
        return receive();
    }

    /// Sends a request that nobody waits for the answer of.
    public void begin(String method, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: " + bytes.length
                + "\r\nContent-Type: application/json\r\n\r\n";
        byte[] request = new byte[head.length() + bytes.length];
        System.arraycopy(head.getBytes(StandardCharsets.ISO_8859_1), 0, request, 0, head.length());
        System.arraycopy(bytes, 0, request, head.length(), bytes.length);
        out.write(request);
    }

    private Reply receive() throws IOException {
        readLine();
        int status = number(9, 12); // after "HTTP/1.1 "
        int length = 0;
        while (readLine() > 0) if (isLength()) length = number(LENGTH.length() + 1, lineLength);
        return new Reply(status, length == 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private int readLine() throws IOException {
        lineLength = 0;
        for (int read; (read = in.read()) != '\n'; ) {
            if (read < 0) throw new EOFException("the service closed the connection");
            if (read != '\r') line[lineLength++] = (byte) read;
        }
        return lineLength;
    }

    private boolean isLength() {
        if (lineLength <= LENGTH.length()) return false;
        for (int i = 0; i < LENGTH.length(); i++)
            if (Character.toLowerCase(line[i]) != LENGTH.charAt(i)) return false;
        return true;
    }

    private int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) number = 10 * number + line[i] - '0';
        return number;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
