package dev.willow.engine.codec;

import dev.willow.engine.Codec;
import dev.willow.engine.UnknownFormatException;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/// Writes plain data as CBOR (RFC 8949) behind one byte that names the version.
///
/// Data means records, enums, strings, numbers, booleans, byte arrays, `Instant`, `Duration`, `Optional` and its
/// kin, collections and maps of data (whatever the type of their keys), the key-values of `common-api`, and sealed
/// families of all these. A member of a sealed family is written as `[simple name of its record, record]`, so that
/// moving a record to another package or interface changes nothing on disk while renaming it does. Records are
/// written by the names of their components; those with one simple component, such as ids, as that component alone.
/// A component that is missing when read is null (or empty, or zero); one that the record does not have is refused.
///
/// Safe for use by many threads.
public final class CborCodec<T> implements Codec<T> {
    private static final int FIRST_VERSION = 1;
    private static final int TYPICAL_BYTES = 512;

    private final Class<T> type;
    private final int version;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    private CborCodec(Class<T> type, int version, JacksonModule... modules) {
        if (version < 1 || version > 255) throw new IllegalArgumentException("a version is 1 to 255, not " + version);
        requireDistinctNames(type, new HashSet<>());
        var mapper = CborMappers.strict(modules);
        this.type = type;
        this.version = version;
        this.writer = mapper.writerFor(type);
        this.reader = mapper.readerFor(type);
    }

    /// A codec that writes and reads version 1.
    ///
    /// @param type    a record, or the root of a sealed family
    /// @param modules what to add for types whose shape does not say it all
    public static <T> CborCodec<T> of(Class<T> type, JacksonModule... modules) {
        return new CborCodec<>(type, FIRST_VERSION, modules);
    }

    /// A codec that writes and reads this version alone.
    ///
    /// @param version 1 to 255
    public static <T> CborCodec<T> of(Class<T> type, int version, JacksonModule... modules) {
        return new CborCodec<>(type, version, modules);
    }

    @Override
    public byte[] encode(T value) {
        var bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        bytes.write(version);
        writer.writeValue(bytes, value);
        return bytes.toByteArray();
    }

    @Override
    public T decode(byte[] bytes) {
        if (bytes.length == 0) throw new UnknownFormatException("no " + type.getSimpleName() + ": there are no bytes");
        int written = Byte.toUnsignedInt(bytes[0]);
        if (written != version)
            throw new UnknownFormatException("a " + type.getSimpleName() + " was written in version " + written
                    + " of its format, but this build reads version " + version);
        try {
            return reader.readValue(bytes, 1, bytes.length - 1);
        } catch (JacksonException unreadable) {
            throw new UnknownFormatException("no " + type.getSimpleName() + ": " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    /// Two records of one family with the same simple name could not be told apart when read. Found at the start, not
    /// when the first of them is met.
    private static void requireDistinctNames(Class<?> type, Set<Class<?>> seen) {
        if (!seen.add(type)) return;
        if (Families.isFamily(type)) {
            Map<String, Class<?>> byName = new HashMap<>();
            for (Class<?> member : Families.members(type)) {
                Class<?> other = byName.putIfAbsent(member.getSimpleName(), member);
                if (other != null)
                    throw new IllegalArgumentException(other.getName() + " and " + member.getName()
                            + " share the name by which members of " + type.getSimpleName() + " are written");
                requireDistinctNames(member, seen);
            }
        }
        if (type.isRecord()) for (var component : type.getRecordComponents()) requireDistinctNames(component.getType(), seen);
    }
}
