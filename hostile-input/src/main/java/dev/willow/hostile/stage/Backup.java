package dev.willow.hostile.stage;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/// Everything that a service keeps, as its backup has it: complete, and without what time alone changes.
///
/// The layout is that of version 1 of backups and of the state in them; another one is refused.
final class Backup {
    private static final CBORMapper CBOR = CBORMapper.builder().build();
    private static final int VERSION = 1;

    private Backup() {}

    /// @param file as `GET /actuator/backup` answers it
    /// @return what the service decided, and how many answers it keeps for idempotency keys
    static ObjectNode state(byte[] file) {
        try (var in = new DataInputStream(new ByteArrayInputStream(file))) {
            in.skipNBytes(4); // that it is a backup
            version(in);
            in.readUTF(); // of which service
            instant(in);
            in.readInt(); // the length of what follows
            version(in);
            in.skipNBytes(2 * Long.BYTES); // epoch and sequence
            instant(in);
            ObjectNode state = JsonNodeFactory.instance.objectNode();
            state.put("answers", answers(in));
            state.put("open", open(in));
            byte[] machine = in.readNBytes(in.readInt());
            state.set("machine", machine(machine));
            return state;
        } catch (IOException damaged) {
            throw new UncheckedIOException("the backup is not of the expected layout", damaged);
        }
    }

    private static int answers(DataInputStream in) throws IOException {
        int count = in.readInt();
        for (int left = count; left > 0; left--) {
            key(in);
            in.skipNBytes(in.readInt());
            instant(in);
        }
        return count;
    }

    private static int open(DataInputStream in) throws IOException {
        int count = in.readInt();
        for (int left = count; left > 0; left--) {
            in.readUTF(); // the request
            key(in);
            instant(in);
        }
        return count;
    }

    private static JsonNode machine(byte[] bytes) {
        return CBOR.readTree(bytes, 1, bytes.length - 1); // behind the version of the codec
    }

    private static void version(DataInputStream in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) throw new IOException("a version " + version);
    }

    /// The call, the key and the fingerprint of the body.
    private static void key(DataInputStream in) throws IOException {
        for (int i = 0; i < 3; i++) in.readUTF();
    }

    private static void instant(DataInputStream in) throws IOException {
        in.skipNBytes(Long.BYTES + Integer.BYTES);
    }
}
