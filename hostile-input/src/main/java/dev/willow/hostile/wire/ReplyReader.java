package dev.willow.hostile.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads answers as HTTP 1.1 frames them.
final class ReplyReader {
    private static final int LARGEST = 64 << 20;
    private final InputStream in;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /// @throws EOFException if the other side ends before a whole answer
    Reply read(boolean isHead) throws IOException {
        while (true) {
            String line = line();
            if (!line.startsWith("HTTP/1.") || line.length() < 12) throw new IOException("no answer: " + line);
            int status = Integer.parseInt(line.substring(9, 12));
            Map<String, String> headers = headers();
            if (status >= 200) return new Reply(status, headers, isHead || status == 204 || status == 304 ? new byte[0] : body(headers));
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) return chunks();
        String length = headers.get("content-length");
        if (length == null) return in.readAllBytes();
        byte[] body = in.readNBytes(Math.min(LARGEST, Integer.parseInt(length)));
        if (body.length < Integer.parseInt(length)) throw new EOFException("the answer is shorter than it says");
        return body;
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(), 16); length > 0; length = Integer.parseInt(line(), 16)) {
            body.writeBytes(in.readNBytes(length));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) throw new EOFException("ended in a line");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }
}
