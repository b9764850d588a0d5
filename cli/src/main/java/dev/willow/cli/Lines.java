package dev.willow.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Bytes, line by line. What is no text stays as it is.
final class Lines {
    private final InputStream in;
    private byte[] ahead;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /// Does not wait for more when it has some: who writes line by line is not held up.
    ///
    /// @param most    lines, at least 1
    /// @param bytes   that all of them may have; a first line that has more comes alone
    /// @param perLine what each takes beside its own bytes
    /// @return none at the end
    List<byte[]> next(int most, int bytes, int perLine) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        long sum = 0;
        while (lines.size() < most) {
            if (ahead == null && !lines.isEmpty() && in.available() == 0) return lines;
            if (ahead == null) ahead = read();
            if (ahead == null) return lines;
            sum += ahead.length + perLine;
            if (!lines.isEmpty() && sum > bytes) return lines;
            lines.add(ahead);
            ahead = null;
        }
        return lines;
    }

    /// @return null at the end
    private byte[] read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int one = in.read();
        if (one < 0) return null;
        for (; one >= 0 && one != '\n'; one = in.read()) line.write(one);
        byte[] bytes = line.toByteArray();
        boolean isOfWindows = one == '\n' && bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return isOfWindows ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
