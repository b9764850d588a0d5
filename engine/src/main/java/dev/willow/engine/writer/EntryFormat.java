package dev.willow.engine.writer;

import dev.willow.engine.IdempotencyKey;
import dev.willow.engine.RequestId;
import dev.willow.engine.UnknownFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UTFDataFormatException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How an [Entry] is written: a version byte, the epoch, the sequence, the stamp, then the items, each behind a byte
/// that says what it is.
final class EntryFormat {
    private static final int VERSION = 1;
    private static final int TAKE_OVER = 0;
    private static final int COMMAND = 1;
    private static final int ANSWER = 2;
    /// More than the version, epoch, sequence, stamp and number of items take.
    private static final int HEADER_BYTES = 40;
    /// More than the item itself takes beside the command and the keys.
    private static final int ITEM_BYTES = 16;

    private EntryFormat() {}

    static byte[] write(Entry entry) {
        int size = HEADER_BYTES;
        for (Entry.Item item : entry.items()) size += sizeOf(item);
        var bytes = new ByteArrayOutputStream(size);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(entry.header().epoch());
            out.writeLong(entry.header().sequence());
            out.writeLong(entry.header().stamp().getEpochSecond());
            out.writeInt(entry.header().stamp().getNano());
            out.writeInt(entry.items().size());
            for (Entry.Item item : entry.items()) write(item, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// At least as many bytes as the item takes.
    static int sizeOf(Entry.Item item) {
        return ITEM_BYTES + switch (item) {
            case Entry.Item.TakeOver _ -> 0;
            case Entry.Item.Command(byte[] command, List<Keyed> keyed) -> {
                int size = command.length;
                for (Keyed each : keyed) size += sizeOf(each);
                yield size;
            }
            case Entry.Item.Answer(Keyed keyed, byte[] answer) -> answer.length + sizeOf(keyed);
        };
    }

    private static int sizeOf(Keyed keyed) {
        IdempotencyKey key = keyed.key();
        int characters = keyed.request().value().length() + key.call().length() + key.key().length() + key.fingerprint().length();
        return 8 + 3 * characters;
    }

    private static void write(Entry.Item item, DataOutputStream out) throws IOException {
        switch (item) {
            case Entry.Item.TakeOver _ -> out.writeByte(TAKE_OVER);
            case Entry.Item.Command(byte[] command, List<Keyed> keyed) -> {
                out.writeByte(COMMAND);
                writeBytes(command, out);
                out.writeShort(keyed.size());
                for (Keyed each : keyed) write(each, out);
            }
            case Entry.Item.Answer(Keyed keyed, byte[] answer) -> {
                out.writeByte(ANSWER);
                write(keyed, out);
                writeBytes(answer, out);
            }
        }
    }

    static void write(Keyed keyed, DataOutputStream out) throws IOException {
        out.writeUTF(keyed.request().value());
        write(keyed.key(), out);
    }

    static void write(IdempotencyKey key, DataOutputStream out) throws IOException {
        out.writeUTF(key.call());
        out.writeUTF(key.key());
        out.writeUTF(key.fingerprint());
    }

    static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /// Reads the beginning alone: all that is needed of an entry whose commands are still in memory.
    ///
    /// @throws UnknownFormatException if the bytes are no entry of this version
    static Entry.Header readHeader(byte[] bytes) {
        return reading(bytes, EntryFormat::readHeader);
    }

    /// @throws UnknownFormatException if the bytes are no entry of this version
    static Entry read(byte[] bytes) {
        return reading(bytes, in -> {
            Entry.Header header = readHeader(in);
            int count = in.readInt();
            List<Entry.Item> items = new ArrayList<>();
            for (int i = 0; i < count; i++) items.add(readItem(in));
            return new Entry(header, items);
        });
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private static <T> T reading(byte[] bytes, Reading<T> reading) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return reading.from(in);
        } catch (EOFException | UTFDataFormatException damaged) {
            throw new UnknownFormatException("the log holds an entry that is damaged", damaged);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Entry.Header readHeader(DataInputStream in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION)
            throw new UnknownFormatException("the log holds an entry of version " + version
                    + ", but this build reads version " + VERSION);
        return new Entry.Header(in.readLong(), in.readLong(), Instant.ofEpochSecond(in.readLong(), in.readInt()));
    }

    private static Entry.Item readItem(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case TAKE_OVER -> new Entry.Item.TakeOver();
            case COMMAND -> {
                byte[] command = readBytes(in);
                int count = in.readUnsignedShort();
                List<Keyed> keyed = new ArrayList<>(count);
                for (int i = 0; i < count; i++) keyed.add(readKeyed(in));
                yield new Entry.Item.Command(command, keyed);
            }
            case ANSWER -> {
                Keyed keyed = readKeyed(in);
                yield new Entry.Item.Answer(keyed, readBytes(in));
            }
            default -> throw new UnknownFormatException("the log holds an item of the unknown kind " + kind);
        };
    }

    static Keyed readKeyed(DataInputStream in) throws IOException {
        return new Keyed(new RequestId(in.readUTF()), readKey(in));
    }

    static IdempotencyKey readKey(DataInputStream in) throws IOException {
        return new IdempotencyKey(in.readUTF(), in.readUTF(), in.readUTF());
    }

    static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) throw new EOFException("a length of " + length);
        return in.readNBytes(length);
    }
}
