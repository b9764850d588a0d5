package dev.willow.kit.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/// A request whose body has been read: that of a call is JSON, whether it says so or not.
final class BufferedRequest extends HttpServletRequestWrapper {
    private static final String BODY = BufferedRequest.class.getName();
    private static final byte[] NOTHING = {};
    private final byte[] body;
    private final boolean isJson;

    /// @param isJson whatever it says of itself
    BufferedRequest(HttpServletRequest request, byte[] body, boolean isJson) {
        super(request);
        this.body = body;
        this.isJson = isJson;
        setAttribute(BODY, body);
    }

    /// The body as it was received; empty without one.
    static byte[] bodyOf(HttpServletRequest request) {
        return request.getAttribute(BODY) instanceof byte[] body ? body : NOTHING;
    }

    @Override
    public String getContentType() {
        return isJson ? MediaType.APPLICATION_JSON_VALUE : super.getContentType();
    }

    @Override
    public int getContentLength() {
        return body.length;
    }

    @Override
    public long getContentLengthLong() {
        return body.length;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
    }

    @Override
    public ServletInputStream getInputStream() {
        return new BodyStream(new ByteArrayInputStream(body));
    }

    private static final class BodyStream extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        BodyStream(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        /// In one piece, as it is there already.
        @Override
        public byte[] readAllBytes() {
            return bytes.readAllBytes();
        }

        @Override
        public boolean markSupported() {
            return true;
        }

        @Override
        public void mark(int limit) {
            bytes.mark(limit);
        }

        @Override
        public void reset() {
            bytes.reset();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("the body is there already");
        }
    }
}
