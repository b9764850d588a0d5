package dev.willow.cli;

import dev.willow.client.words.Pair;
import dev.willow.common.query.Query;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// How things are called on the screen: as they may be typed into a shell, see [Pair].
final class Words {
    private Words() {}

    /// What `--where` asks for.
    ///
    /// @param where null if it was not given, as picocli has it
    static Query query(List<String> where) {
        return where == null ? Query.EVERYTHING : Pair.query(where);
    }

    static String of(KeyValues keyValues) {
        return join(keyValues.asPatterns());
    }

    static String of(KeyPatterns patterns) {
        return join(patterns);
    }

    private static String join(Iterable<Map.Entry<String, ValuePattern>> pairs) {
        return StreamSupport.stream(pairs.spliterator(), false)
                .map(pair -> quoted(Pair.escaped(pair.getKey()) + switch (pair.getValue()) {
                    case ValuePattern.Any any -> "";
                    case ValuePattern.Exactly(Value value) -> typeOf(value) + "=" + value.data();
                }))
                .collect(Collectors.joining(" "));
    }

    private static String typeOf(Value value) {
        return switch (value.type()) {
            case STRING -> "";
            case INT64, FLOAT64 -> ":";
            default -> ":" + value.type().name().toLowerCase(Locale.ROOT);
        };
    }

    /// So that a shell, or a reader, takes it for one word.
    private static String quoted(String word) {
        boolean isPlain = word.chars().noneMatch(c -> Character.isWhitespace(c) || "\"'\\`$&|;<>()*?[]#~{}!".indexOf(c) >= 0);
        return isPlain ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// The bytes of an item, as far as they are for people.
    static String ofPayload(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException binary) {
            return "(" + bytes.length + " bytes that are no text)";
        }
    }

    static String seconds(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 1 && time.isPositive()) return time.toMillis() + "ms";
        if (seconds < 60) return seconds + "s";
        return seconds < 3600 ? seconds / 60 + "m" + seconds % 60 + "s" : seconds / 3600 + "h" + seconds % 3600 / 60 + "m";
    }

    static String limit(long limit) {
        return limit < 0 ? "unlimited" : Long.toString(limit);
    }

    /// What is wrong with a file. The JDK's own words are often its name alone.
    static String of(FileSystemException wrong) {
        String why = switch (wrong) {
            case NoSuchFileException missing -> "is not there";
            case AccessDeniedException denied -> "must not be touched by who runs this";
            case FileAlreadyExistsException there -> "is there already";
            default -> wrong.getReason() == null ? "cannot be used" : wrong.getReason();
        };
        return wrong.getFile() + ": " + why;
    }

    /// What users send may hold anything; on the screen it must not move the cursor, change colours or turn the text around.
    static String clean(String text) {
        return text.codePoints().anyMatch(Words::isUnclean)
                ? text.codePoints().mapToObj(c -> isUnclean(c) ? "?" : Character.toString(c)).collect(Collectors.joining())
                : text;
    }

    private static boolean isUnclean(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            // embeddings, overrides and isolates of direction
            case Character.FORMAT -> letter >= 0x202A && letter <= 0x202E || letter >= 0x2066 && letter <= 0x2069;
            default -> false;
        };
    }
}
