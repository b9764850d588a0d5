package dev.willow.hostile.request;

import static dev.willow.hostile.request.Oddity.NO_JSON;
import static dev.willow.hostile.request.Oddity.UNCLEAR;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Values that are wrong somewhere.
final class Oddities {
    static final List<Oddity> ALL;

    static {
        List<Oddity> all = new ArrayList<>();
        all.add(new Oddity("nothing", "missing", null, false));
        literals(all);
        numbers(all);
        texts(all);
        arraysAndObjects(all);
        nested(all);
        ALL = List.copyOf(all);
    }

    private Oddities() {}

    private static void literals(List<Oddity> all) {
        all.add(Oddity.of("boolean", "true"));
        all.add(Oddity.of("boolean", "false"));
        all.add(Oddity.of("null", "null"));
        for (String raw : List.of("TRUE", "nul", "undefined", "None", "x", "'x'", "\"", "", " ", "\\", "/", "// x", "/* */ 1", "@", "\u0000"))
            all.add(Oddity.of(NO_JSON, raw));
    }

    private static void numbers(List<Oddity> all) {
        for (String raw : List.of("0", "1", "-1", "2", "13", "14", "65", "1000", "1001", "1024", "2147483647", "2147483648", "-2147483649",
                "4294967296", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
                "-9223372036854775809", "18446744073709551615", "18446744073709551616", "-0", "300000000001", "86400000000001"))
            all.add(Oddity.of("integer", raw));
        for (String raw : List.of("1.5", "-0.1", "1e-400", "0.1e1000", "1e999", "-1e999", "1e2147483648", "1E-99999999999", "1.7976931348623157e309"))
            all.add(Oddity.of("number", raw));
        for (String raw : List.of("1.0", "1e2", "0e0", "-0.0")) all.add(Oddity.of(UNCLEAR, raw));
        for (String raw : List.of("NaN", "Infinity", "-Infinity", "+1", "01", ".5", "1.", "1e", "0x10", "1_000", "--1", "1,5", "\u0661"))
            all.add(Oddity.of(NO_JSON, raw));
        all.add(Oddity.named("400 digits", "integer", "9".repeat(400)));
        all.add(Oddity.named("minus 400 digits", "integer", "-" + "9".repeat(400)));
        all.add(Oddity.named("400 digits behind the point", "number", "0." + "1".repeat(400)));
        all.add(Oddity.named("5,000 digits", UNCLEAR, "7".repeat(5_000)));
        all.add(Oddity.large("200,000 digits", UNCLEAR, "7".repeat(200_000)));
    }

    private static void texts(List<Oddity> all) {
        for (String text : List.of("", " ", "x", "1", "-1", "true", "null", "NaN", "1e999", "5s", "0s", "-5s", "9999999999999h", "1.5h", "5 s", "24h1ns",
                "_willow", "\u202ex", "\ud83d\ude00", "\u00e9", "e\u0301", "\ufeff", "$.Spec", "../..", "${x}", "#{7*7}", "%s%n", "<b>", "{{x}}",
                "exclusive ", "EXCLUSIVE", "YQ", "YQ=", "YQ==", "Y Q==", "Y-_=", "=", "====="))
            all.add(Oddity.of("string", "\"" + text + "\""));
        for (String escaped : List.of("\\u0000", "a\\u0000b", "\\u001b[2J", "a\\r\\nX: y", "\\u007f", "\\ud800", "a\\udc00b", "\\udc00\\ud800",
                "\\uffff", "\\ud83d\\ude00"))
            all.add(Oddity.of("string", "\"" + escaped + "\""));
        for (String broken : List.of("\"\n\"", "\"\t\"", "\"\\x41\"", "\"\\u12\"", "\"\\", "\"x", "x\"", "\"\u0001\"", "\"a\" \"b\"", "\"a\"b"))
            all.add(Oddity.of(NO_JSON, broken));
        all.add(Oddity.bytes("a byte that is no UTF-8", NO_JSON, "\"\u00ff\""));
        all.add(Oddity.bytes("an overlong zero", NO_JSON, "\"\u00c0\u0080\""));
        all.add(Oddity.bytes("half a pair in UTF-8", NO_JSON, "\"\u00ed\u00a0\u0080\""));
        all.add(Oddity.bytes("beyond Unicode", NO_JSON, "\"\u00f4\u0090\u0080\u0080\""));
        all.add(Oddity.bytes("a character cut off", NO_JSON, "\"\u00e2\u0082\""));
        for (int length : List.of(256, 257, 4096, 4097, 20_000)) all.add(Oddity.named("text of " + length, "string", "\"" + "x".repeat(length) + "\""));
        all.add(Oddity.named("text of 4,098 bytes", "string", "\"" + "\u20ac".repeat(1366) + "\""));
        all.add(Oddity.large("text of 300,000", "string", "\"" + "x".repeat(300_000) + "\""));
        all.add(Oddity.large("300,000 escapes", "string", "\"" + "\\u0041".repeat(50_000) + "\""));
    }

    private static void arraysAndObjects(List<Oddity> all) {
        for (String raw : List.of("[]", "[null]", "[[]]", "[{}]", "[1, \"x\"]", "[\"x\", \"x\"]")) all.add(Oddity.of("array", raw));
        for (String raw : List.of("{}", "{\"k\": null}", "{\"k\": \"x\"}", "{\"\": \"x\"}", "{\"_willow_x\": \"x\"}", "{\"Type\": 13, \"Data\": \"x\"}", "{\"Type\": 1024}",
                "{\"Type\": 12, \"Data\": \"NaN\"}", "{\"Type\": 12, \"Data\": 1e999}", "{\"Type\": 1, \"Data\": \"256\"}", "{\"Type\": 1, \"Data\": \"0x10\"}",
                "{\"Type\": 13, \"Data\": \"\\ud800\"}", "{\"\\ud800\": \"x\"}", "{\"a\\u0000b\": \"x\"}", "{\"k\": {\"k\": {}}}",
                "{\"Type\": 4, \"Data\": \"18446744073709551616\"}", "{\"Type\": 9, \"Data\": \"" + "9".repeat(400) + "\"}"))
            all.add(Oddity.of("object", raw));
        for (String raw : List.of("[", "]", "{", "}", "[1,]", "[,1]", "[1 2]", "{,}", "{\"k\"}", "{\"k\":}", "{\"k\": 1,}", "{k: 1}", "{'k': 1}", "{1: 1}",
                "{\"k\": 1 \"l\": 2}", "{\"k\": 1, \"k\": 2}", "{\"k\": 1, \"\\u006b\": 2}", "[}", "{]"))
            all.add(Oddity.of(NO_JSON, raw));
        all.add(Oddity.named("65 keys", "object", many("{", 65, "}", i -> "\"k" + i + "\": \"x\"")));
        all.add(Oddity.named("a key of 257", "object", "{\"" + "k".repeat(257) + "\": \"x\"}"));
        all.add(Oddity.named("a key of 20,000", "object", "{\"" + "k".repeat(20_000) + "\": \"x\"}"));
        all.add(Oddity.named("1,001 entries", "array", many("[", 1001, "]", i -> "{}")));
        all.add(Oddity.large("30,000 entries", "array", many("[", 30_000, "]", i -> "\"x" + i + "\"")));
        all.add(Oddity.large("30,000 keys", "object", many("{", 30_000, "}", i -> "\"k" + i + "\": " + i)));
        all.add(Oddity.large("16,384 keys of one hash", "object", many("{", 16_384, "}", i -> "\"" + sameHash(i) + "\": 1")));
    }

    private static void nested(List<Oddity> all) {
        for (int levels : List.of(10, 30)) {
            all.add(Oddity.named(levels + " arrays", "array", "[".repeat(levels) + "]".repeat(levels)));
            all.add(Oddity.named(levels + " objects", "object", "{\"k\":".repeat(levels) + "1" + "}".repeat(levels)));
            all.add(Oddity.named(levels + " ORs", "object", "{\"OR\":[".repeat(levels / 2) + "{}" + "]}".repeat(levels / 2)));
        }
        for (int levels : List.of(100, 1000, 5000)) {
            all.add(Oddity.named(levels + " arrays", UNCLEAR, "[".repeat(levels) + "]".repeat(levels)));
            all.add(Oddity.named(levels + " objects", UNCLEAR, "{\"k\":".repeat(levels) + "1" + "}".repeat(levels)));
        }
        all.add(Oddity.large("100,000 arrays", UNCLEAR, "[".repeat(100_000) + "]".repeat(100_000)));
        all.add(Oddity.large("100,000 objects", UNCLEAR, "{\"k\":".repeat(100_000) + "1" + "}".repeat(100_000)));
        all.add(Oddity.large("500,000 arrays, none closed", NO_JSON, "[".repeat(500_000)));
    }

    private static String many(String begin, int count, String end, IntFunction<String> entry) {
        return IntStream.range(0, count).mapToObj(entry).collect(Collectors.joining(",", begin, end));
    }

    /// Texts of 28 characters with one and the same `hashCode`.
    private static String sameHash(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 14; bit++) text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        return text.toString();
    }
}
