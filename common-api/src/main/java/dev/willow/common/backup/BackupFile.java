package dev.willow.common.backup;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/// A backup of one service, in one file that needs nothing beside it: `WBAK`, a version byte, the service, the instant, the
/// length of the state, the state, and a CRC-32C of all that is before it.
///
/// The checksum is at the end of every version, so that a file that was cut off is never taken for one of another version.
public record BackupFile(Path path) {
    private static final byte[] MAGIC = "WBAK".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHECKSUM = Integer.BYTES;
    /// More than all that is beside the state takes.
    private static final int LABEL = 64;
    private static final int BUFFER = 1 << 16;

    /// @return the whole file
    public static byte[] bytes(BackupLabel label, byte[] state) {
        var bytes = new ByteArrayOutputStream(state.length + LABEL);
        var checked = new CheckedOutputStream(bytes, new CRC32C());
        try (var out = new DataOutputStream(checked)) {
            out.write(MAGIC);
            out.writeByte(VERSION);
            out.writeUTF(label.service());
            out.writeLong(label.takenAt().getEpochSecond());
            out.writeInt(label.takenAt().getNano());
            out.writeInt(state.length);
            out.write(state);
            out.writeInt((int) checked.getChecksum().getValue());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// Reads it through to its end.
    ///
    /// @param service whose backup it must be
    /// @throws UnusableBackupException if it is another service's, damaged, of another version, or no backup at all
    public BackupLabel check(String service) throws IOException {
        checkWhole();
        try (DataInputStream in = open()) {
            return label(in, service);
        }
    }

    /// The state in it.
    ///
    /// @param service whose backup it must be
    /// @throws UnusableBackupException as [#check]
    public byte[] state(String service) throws IOException {
        checkWhole();
        try (DataInputStream in = open()) {
            label(in, service);
            int length = in.readInt();
            byte[] state = in.readNBytes(length);
            if (length < 0 || state.length != length) throw damaged();
            return state;
        }
    }

    private void checkWhole() throws IOException {
        long left = Files.size(path) - CHECKSUM;
        var checksum = new CRC32C();
        try (DataInputStream file = open()) {
            byte[] begin = file.readNBytes(MAGIC.length);
            if (!Arrays.equals(begin, Arrays.copyOf(MAGIC, begin.length))) throw new UnusableBackupException(path + " is no backup of a service");
            checksum.update(begin);
            left -= begin.length;
            byte[] buffer = new byte[BUFFER];
            while (left > 0) {
                int read = file.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) throw damaged();
                checksum.update(buffer, 0, read);
                left -= read;
            }
            if (left < 0 || file.readInt() != (int) checksum.getValue()) throw damaged();
        }
    }

    private DataInputStream open() throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(path)));
    }

    private BackupLabel label(DataInputStream in, String service) throws IOException {
        in.skipNBytes(MAGIC.length);
        int version = in.readUnsignedByte();
        if (version != VERSION)
            throw new UnusableBackupException(path + " is of version " + version + ", but this build reads version " + VERSION);
        var label = new BackupLabel(in.readUTF(), Instant.ofEpochSecond(in.readLong(), in.readInt()));
        if (!label.service().equals(service))
            throw new UnusableBackupException(path + " is a backup of " + label.service() + ", not of " + service);
        return label;
    }

    private UnusableBackupException damaged() {
        return new UnusableBackupException(path + " is damaged or was cut off; take another copy of it");
    }
}
