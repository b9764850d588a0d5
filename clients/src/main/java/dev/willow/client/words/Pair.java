package dev.willow.client.words;

import dev.willow.common.query.Comparison;
import dev.willow.common.query.Condition;
import dev.willow.common.query.Query;
import dev.willow.common.query.Selection;
import dev.willow.common.query.TypeRange;
import dev.willow.common.values.InvalidValueException;
import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.common.values.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A key with what is said of it, in one word.
///
/// | word | means |
/// |---|---|
/// | `os=linux` | the text linux |
/// | `build:=42`, `load:=0.5` | the int64 42, the float64 0.5 |
/// | `cpus:uint8=4` | the uint8 4; the other types likewise, by name |
/// | `repo` | any value; only where a rule or a query is spoken of |
/// | `os!=mac`, `cpus:>=4` | other comparisons `!= < <= > >=`; only in a query |
/// | `git\:sha=1f` | a `\` takes what follows as a letter of the key, here `git:sha` |
///
/// @param comparison `=` unless it is part of a query
public record Pair(String key, Comparison comparison, ValuePattern value) {
    private static final String KEY = "((?:[^:=<>!\\\\]++|\\\\.)+)";
    private static final Pattern WORD = Pattern.compile(KEY + "(?:(?<colon>:)(?<type>[a-z0-9]*))?(!=|<=|>=|=|<|>)(.*)", Pattern.DOTALL);
    private static final Pattern BARE = Pattern.compile(KEY, Pattern.DOTALL);

    /// @throws WrongWordException if it is none
    public static Pair parse(String word) {
        Matcher parts = WORD.matcher(word);
        if (!parts.matches()) {
            if (BARE.matcher(word).matches()) return new Pair(unescaped(word), Comparison.EQUAL, ValuePattern.ANY);
            throw new WrongWordException("'" + word + "' is no KEY=VALUE");
        }
        try {
            Value value = value(parts.group("colon") != null, parts.group("type"), parts.group(5));
            return new Pair(unescaped(parts.group(1)), Comparison.ofSymbol(parts.group(4)), new ValuePattern.Exactly(value));
        } catch (InvalidValueException wrong) {
            throw new WrongWordException("'" + word + "': the value " + wrong.getMessage());
        }
    }

    /// A key as it is to be typed.
    public static String escaped(String key) {
        String inside = key.replaceAll("[:=<>!\\\\]", "\\\\$0");
        return inside.startsWith("-") ? "\\" + inside : inside; // or it would look like an option
    }

    private static String unescaped(String key) {
        return key.indexOf('\\') < 0 ? key : key.replaceAll("(?s)\\\\(.)", "$1");
    }

    private static Value value(boolean isTyped, String type, String data) {
        if (!isTyped) return Value.text(data);
        if (!type.isEmpty()) return Value.parse(typeOf(type), data);
        return Value.parse(data.matches("[+-]?[0-9]+") ? ValueType.INT64 : ValueType.FLOAT64, data);
    }

    private static ValueType typeOf(String name) {
        for (ValueType type : ValueType.values())
            if (type != ValueType.ANY && type.name().toLowerCase(Locale.ROOT).equals(name)) return type;
        throw new InvalidValueException("has the unknown type " + name);
    }

    /// Key-values of an item, a lock or a counter.
    ///
    /// @throws WrongWordException if a word is no KEY=VALUE, or a key stands twice
    public static KeyValues keyValues(List<String> words) {
        Map<String, Value> values = new HashMap<>();
        for (String word : words) {
            Pair pair = parse(word);
            if (pair.comparison != Comparison.EQUAL || !(pair.value instanceof ValuePattern.Exactly exactly))
                throw new WrongWordException("'" + word + "' must be KEY=VALUE");
            if (values.put(pair.key, exactly.wanted()) != null) throw new WrongWordException("the key '" + pair.key + "' stands twice");
        }
        return KeyValues.of(values);
    }

    /// The keys that a rule groups by, each with any value or an exact one.
    ///
    /// @throws WrongWordException as [#keyValues], except that a bare key is right
    public static KeyPatterns groupBy(List<String> words) {
        Map<String, ValuePattern> patterns = new HashMap<>();
        for (String word : words) {
            Pair pair = parse(word);
            if (pair.comparison != Comparison.EQUAL) throw new WrongWordException("'" + word + "' must be KEY or KEY=VALUE");
            if (patterns.put(pair.key, pair.value) != null) throw new WrongWordException("the key '" + pair.key + "' stands twice");
        }
        return KeyPatterns.of(patterns);
    }

    /// What meets all of these; everything if there are none.
    ///
    /// @throws WrongWordException if a word is no KEY, KEY=VALUE or other comparison
    public static Query query(List<String> words) {
        return words.stream().map(word -> parse(word).asQuery()).reduce(Query.EVERYTHING, Query::and);
    }

    private Query asQuery() {
        return Query.of(Selection.where(key, new Condition(value, comparison, TypeRange.defaultFor(value))));
    }
}
