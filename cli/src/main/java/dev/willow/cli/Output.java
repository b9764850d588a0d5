package dev.willow.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;

/// Remembers that something could not be written, which a [PrintWriter] keeps to itself: who takes an item and cannot
/// show it must not end as if all had gone well.
final class Output extends FilterOutputStream {
    /// As a shell tells of a process that SIGPIPE ended, which is how others end whose reader has read enough.
    private static final int NOBODY_READS = 128 + 13;

    private IOException failure;

    Output(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException failed) {
            failure = failed;
            throw failed;
        }
    }

    /// @param status how the process would end if all was written
    /// @param err    is told, unless it is that nobody reads any more
    int endingWith(int status, PrintWriter err) {
        if (failure == null) return status;
        String why = String.valueOf(failure.getMessage());
        if (why.toLowerCase(Locale.ROOT).contains("broken pipe")) return NOBODY_READS;
        err.println("willow: the output could not be written: " + why);
        return Exit.REFUSED;
    }
}
