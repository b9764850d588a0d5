package dev.willow.engine.writer;

import dev.willow.engine.Codec;
import dev.willow.engine.UnknownFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How a picture of the hard state is written: a version byte, the epoch, the sequence, the stamp, the keys, and the
/// machine's own picture as its codec writes it. (The log guards it by a checksum.)
final class SnapshotFormat {
    private static final int VERSION = 1;

    private SnapshotFormat() {}

    static <S> byte[] write(HardState.Picture<S> picture, Codec<S> codec) {
        byte[] machine = codec.encode(picture.machine());
        var bytes = new ByteArrayOutputStream(machine.length + 1024);
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(picture.epoch());
            out.writeLong(picture.sequence());
            write(picture.stamp(), out);
            out.writeInt(picture.keys().answers().size());
            for (var each : picture.keys().answers()) {
                EntryFormat.write(each.key(), out);
                EntryFormat.writeBytes(each.answer().get(), out);
                write(each.at(), out);
            }
            out.writeInt(picture.keys().open().size());
            for (var each : picture.keys().open()) {
                EntryFormat.write(each.keyed(), out);
                write(each.since(), out);
            }
            EntryFormat.writeBytes(machine, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// @throws UnknownFormatException if the bytes are no snapshot of this version
    static <S> HardState.Picture<S> read(byte[] bytes, Codec<S> codec) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION)
                throw new UnknownFormatException("the snapshot is of version " + version + ", but this build reads version "
                        + VERSION);
            long epoch = in.readLong();
            long sequence = in.readLong();
            Instant stamp = readInstant(in);
            List<KeyTable.Picture.KeptAnswer> answers = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                var key = EntryFormat.readKey(in);
                byte[] answer = EntryFormat.readBytes(in);
                answers.add(new KeyTable.Picture.KeptAnswer(key, () -> answer, readInstant(in)));
            }
            List<KeyTable.Picture.OpenRequest> open = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--)
                open.add(new KeyTable.Picture.OpenRequest(EntryFormat.readKeyed(in), readInstant(in)));
            S machine = codec.decode(EntryFormat.readBytes(in));
            return new HardState.Picture<>(epoch, sequence, stamp, new KeyTable.Picture(answers, open), machine);
        } catch (IOException damaged) {
            throw new UnknownFormatException("the snapshot is damaged", damaged);
        }
    }

    private static void write(Instant instant, DataOutputStream out) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant readInstant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
