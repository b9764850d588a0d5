package dev.willow.common.json;

import dev.willow.common.problem.MalformedJsonException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Refuses bodies that are not UTF-8. The parser alone takes overlong forms and halves of pairs for characters, and finds out by itself
/// that a text is UTF-16 or UTF-32, so that what one reader of the same bytes refuses, another would read as something else.
final class TextBytes {
    private static final int BUFFER = 1024;

    private TextBytes() {}

    /// @throws MalformedJsonException at the first byte that is in no character, or is a zero, which JSON never holds
    static void requireUtf8(byte[] body) {
        int ascii = 0;
        while (ascii < body.length && body[ascii] > 0) ascii++;
        if (ascii == body.length) return;
        for (int i = ascii; i < body.length; i++) if (body[i] == 0) throw refused(body, i);
        int end = ascii + validBytes(ByteBuffer.wrap(body, ascii, body.length - ascii).slice());
        if (end < body.length) throw refused(body, end);
    }

    /// How many bytes there are before the first that are no character.
    private static int validBytes(ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer characters = CharBuffer.allocate(BUFFER);
        CoderResult result;
        do {
            characters.clear();
            result = decoder.decode(bytes, characters, true);
        } while (result.isOverflow());
        return bytes.position();
    }

    private static MalformedJsonException refused(byte[] body, int at) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at; i++) {
            boolean isEnd = body[i] == '\n';
            line += isEnd ? 1 : 0;
            column = isEnd ? 1 : column + 1;
        }
        return new MalformedJsonException("this is not UTF-8", line, column);
    }
}
