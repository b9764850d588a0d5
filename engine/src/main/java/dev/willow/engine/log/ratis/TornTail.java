package dev.willow.engine.log.ratis;

import dev.willow.engine.DirectoryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts off what a crash left half-written at the end of the log.
///
/// The file that is written to is filled with zeros ahead, so an entry that was being written when the power went has
/// zeros or rubbish where its end should be. Ratis takes that for damage and refuses to start. Such an entry was never
/// answered and may go. But an entry that is damaged while later ones are whole was answered long ago; that is refused
/// here with a clear message. At most two entries are on their way at a time, so one whole entry may follow a torn one
/// and two may not.
///
/// The file: `RaftLog1`, then each entry as its length (a varint), a protocol buffer and a CRC-32C of both.
final class TornTail {
    private static final Logger LOG = LoggerFactory.getLogger(TornTail.class);
    private static final int HEADER = 8;
    private static final int CHECKSUM = 4;
    private static final int LARGEST_VARINT = 5;
    /// An entry begins with its term and its index, fields 1 and 2.
    private static final byte TERM_TAG = 0x08;

    private final byte[] bytes;
    /// One past the last byte that is not zero.
    private final int written;

    private TornTail(byte[] bytes) {
        this.bytes = bytes;
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) end--;
        this.written = end;
    }

    static void cut(RaftStorage storage) throws IOException {
        List<SegmentFile> segments = SegmentFile.in(storage);
        if (segments.isEmpty() || !segments.getLast().isOpen()) return;
        SegmentFile open = segments.getLast();
        var tail = new TornTail(Files.readAllBytes(open.path()));
        if (tail.written > HEADER) tail.cut(open, storage.getStorageDir().getRoot().toPath());
    }

    private void cut(SegmentFile segment, Path aside) throws IOException {
        int position = HEADER;
        long next = segment.start();
        for (int length = entryAt(position); length > 0; length = entryAt(position)) {
            next = indexAt(position, length).orElse(next) + 1;
            position += length;
        }
        // An entry may end in zeros, as a checksum can; what is left is then nothing.
        if (position >= written) return;
        requireNothingAnsweredAfter(position, next, segment);
        Path kept = aside.resolve("torn-entry-" + next);
        Files.write(kept, Arrays.copyOfRange(bytes, position, written));
        try (FileChannel file = FileChannel.open(segment.path(), StandardOpenOption.WRITE)) {
            file.truncate(position);
            file.force(true);
        }
        LOG.warn("the log ended in an entry that was not written to its end; it was cut off and put aside as {}", kept);
    }

    private void requireNothingAnsweredAfter(int damaged, long index, SegmentFile segment) {
        for (int position = damaged + 1; position < written; position++) {
            int length = entryAt(position);
            if (length == 0) continue;
            OptionalLong found = indexAt(position, length);
            if (found.isPresent() && found.getAsLong() > index + 1)
                throw new DirectoryException("the log " + segment.path() + " is damaged at entry " + index
                        + ", which was answered: later entries are whole; restore the data directory from a copy");
        }
    }

    /// The number of bytes of the whole, undamaged entry at this position; 0 if there is none.
    private int entryAt(int position) {
        int length = 0;
        int prefix = 0;
        for (boolean more = true; more; prefix++) {
            if (prefix == LARGEST_VARINT || position + prefix >= bytes.length) return 0;
            byte next = bytes[position + prefix];
            length |= (next & 0x7f) << 7 * prefix;
            more = next < 0;
        }
        long end = (long) position + prefix + length;
        if (length <= 0 || end + CHECKSUM > bytes.length || bytes[position + prefix] != TERM_TAG) return 0;
        var crc = new CRC32C();
        crc.update(bytes, position, prefix + length);
        return (int) crc.getValue() == intAt((int) end) ? prefix + length + CHECKSUM : 0;
    }

    private OptionalLong indexAt(int position, int length) {
        int prefix = 1;
        while (bytes[position + prefix - 1] < 0) prefix++;
        try {
            byte[] entry = Arrays.copyOfRange(bytes, position + prefix, position + length - CHECKSUM);
            return OptionalLong.of(LogEntryProto.parseFrom(entry).getIndex());
        } catch (InvalidProtocolBufferException noEntry) {
            return OptionalLong.empty();
        }
    }

    private int intAt(int position) {
        return (bytes[position] & 0xff) << 24 | (bytes[position + 1] & 0xff) << 16
                | (bytes[position + 2] & 0xff) << 8 | bytes[position + 3] & 0xff;
    }
}
