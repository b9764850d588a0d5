package dev.willow.kit.http;

import dev.willow.kit.admission.Pace;
import dev.willow.kit.waiting.Connection;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/// An answer that is given up when its reader is too slow.
final class PacedResponse extends HttpServletResponseWrapper {
    private final Pace pace;
    private final Connection connection;
    private ServletOutputStream stream;

    /// @param connection is dropped when the reader is too slow
    PacedResponse(HttpServletResponse response, Pace pace, Connection connection) {
        super(response);
        this.pace = pace;
        this.connection = connection;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) stream = new Paced(super.getOutputStream());
        return stream;
    }

    private final class Paced extends ServletOutputStream {
        /// After so many bytes it is looked whether they went fast enough.
        private static final int PIECE = 8 << 10;

        private final ServletOutputStream target;
        private final long begun = System.nanoTime();
        private long written;

        Paced(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int single) throws IOException {
            target.write(single);
            wrote(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += PIECE) {
                int piece = Math.min(PIECE, length - done);
                target.write(bytes, offset + done, piece);
                wrote(piece);
            }
        }

        private void wrote(int bytes) throws SlowReaderException {
            written += bytes;
            if (!pace.isTooSlow(written, System.nanoTime() - begun)) return;
            connection.drop();
            throw new SlowReaderException();
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }

        @Override
        public void close() throws IOException {
            target.close();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            target.setWriteListener(listener);
        }
    }
}
