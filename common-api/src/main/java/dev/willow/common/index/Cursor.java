package dev.willow.common.index;

import dev.willow.common.query.OrderBy;
import dev.willow.common.values.InvalidValueException;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/// Writes a [Position] as text that is safe in a URL, and reads it back.
///
/// The bytes before Base64: the format's version, a checksum, the type number of the value (0 for none), the length of its data, the
/// data, the id. The checksum also covers the order, so that a cursor is of use only in the order that it came from.
final class Cursor {
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Integer.BYTES;
    private static final int NO_VALUE = 0;

    private Cursor() {}

    static String write(Position position, Optional<OrderBy> order) {
        byte[] data = position.under() instanceof ValuePattern.Exactly(Value value) ? bytes(value.data()) : new byte[0];
        byte[] id = bytes(position.id());
        ByteBuffer text = ByteBuffer.allocate(HEAD + Short.BYTES + Integer.BYTES + data.length + id.length);
        text.position(HEAD);
        text.putShort((short) (position.under() == null ? NO_VALUE : position.under().type().number()));
        text.putInt(data.length).put(data).put(id);
        text.put(0, VERSION).putInt(1, checksum(text, order));
        return encoded(text);
    }

    /// @throws InvalidValueException if this is no cursor of this order
    static Position read(String cursor, Optional<OrderBy> order) {
        try {
            ByteBuffer text = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (text.get() != VERSION || text.getInt() != checksum(text, order)) throw damaged();
            int type = text.getShort();
            int length = text.getInt();
            if (length < 0 || length > text.remaining() || !encoded(text).equals(cursor)) throw damaged();
            byte[] data = new byte[length];
            text.get(data);
            byte[] id = new byte[text.remaining()];
            text.get(id);
            return new Position(pattern(type, string(data)), string(id));
        } catch (IllegalArgumentException | BufferUnderflowException | CharacterCodingException e) {
            throw damaged();
        }
    }

    private static ValuePattern pattern(int type, String data) {
        if (type == NO_VALUE) return null;
        ValueType known = ValueType.ofNumber(type);
        return known == ValueType.ANY ? ValuePattern.ANY : ValuePattern.exactly(Value.parse(known, data));
    }

    private static int checksum(ByteBuffer text, Optional<OrderBy> order) {
        CRC32 crc = new CRC32();
        crc.update(text.array(), HEAD, text.capacity() - HEAD);
        order.ifPresent(by -> crc.update(bytes(by.direction() + " " + by.key())));
        return (int) crc.getValue();
    }

    private static String encoded(ByteBuffer text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.array());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static InvalidValueException damaged() {
        return new InvalidValueException("After is not a cursor of this order, or it is damaged");
    }
}
