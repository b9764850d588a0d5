package dev.willow.testkit.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.springframework.mock.web.MockHttpServletResponse;

/// An answer as a service writes it: as long as the caller is there.
final class KitAnswer extends MockHttpServletResponse {
    private final KitConnection connection;

    KitAnswer(KitConnection connection) {
        this.connection = connection;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new Pipe(super.getOutputStream());
    }

    private final class Pipe extends ServletOutputStream {
        private final ServletOutputStream bytes;

        Pipe(ServletOutputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public void write(int next) throws IOException {
            write(new byte[] {(byte) next}, 0, 1);
        }

        @Override
        public void write(byte[] part, int offset, int length) throws IOException {
            if (connection.isClosed()) throw new IOException("broken pipe");
            bytes.write(part, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("answers are written in one piece");
        }
    }
}
