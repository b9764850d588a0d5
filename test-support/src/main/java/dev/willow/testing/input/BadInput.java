package dev.willow.testing.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.testing.http.Answer;
import dev.willow.testing.http.Http;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import tools.jackson.databind.JsonNode;

/// A valid call, and a table of what must be refused in each of its fields: with 400, a problem that names the field and
/// nothing internal, and no change of the state. For a `@TestFactory`:
///
/// ```java
/// return new BadInput(http, this::state).call("POST", "/v1/sessions", "{'Timeout': '5s', 'Owner': 'ci'}")
///         .at("$.Timeout", NOT_A_DURATION, NEGATIVE_DURATION, json("0", "'25h'"))
///         .at("$.Owner", NOT_A_TEXT, longerThan(4096))
///         .noOthersIn("$")
///         .asAWhole()
///         .tests();
/// ```
///
/// Paths are those that problems name in `Field`. More than one call can be in one table; what follows [#call] is about it.
public final class BadInput {
    private static final int LARGEST_BODY = 1 << 20;
    private static final int SHOWN = 80;

    /// @param body the valid one; null for none
    private record Call(String method, String path, Template valid, String body, boolean inBatch) {
        boolean answersByEntry(String field) {
            return inBatch && field.startsWith("$[");
        }
    }

    private final Http http;
    private final Supplier<?> state;
    private final List<DynamicTest> tests = new ArrayList<>();
    private Call call;

    /// @param state what must be equal before and after a refused call
    public BadInput(Http http, Supplier<?> state) {
        this.http = http;
        this.state = state;
    }

    /// Also tests that the call is not refused as wrong in itself; it may be refused for other reasons.
    ///
    /// @param valid the body, with the fields whose insides are to be tested; ' may stand for "; null for none
    public BadInput call(String method, String path, String valid) {
        if (valid == null) return call(new Call(method, path, new Template("{}"), null, false));
        Template template = new Template(valid);
        return call(new Call(method, path, template, template.text(), false));
    }

    /// As [#call], where the body is an array of entries that are answered one by one.
    public BadInput batch(String method, String path, String valid) {
        Template template = new Template(valid);
        return call(new Call(method, path, template, template.text(), true));
    }

    private BadInput call(Call next) {
        call = next;
        tests.add(DynamicTest.dynamicTest(next.method + " " + next.path + " is valid", () -> {
            Answer answer = http.call(next.method, next.path, next.body);
            assertThat(answer.status()).as(answer.raw().body()).isNotIn(400, 405, 413, 415, 422, 500);
            if (next.inBatch) assertThat(answer.number("/0/Status")).as(answer.raw().body()).isNotIn(400L, 0L);
        }));
        return this;
    }

    /// Each of the values in this place is refused with its path.
    public BadInput at(String field, Bad... bad) {
        return at(field, field, bad);
    }

    /// Each of the values in this place is refused with the path of something within it.
    public BadInput at(String place, String field, Bad... bad) {
        for (Bad kind : bad)
            for (String value : kind.values()) refuse(place + " = " + value, field, call.valid.with(place, value));
        return this;
    }

    /// For what is wrong in more than one place.
    ///
    /// @param bodies raw JSON; ' stands for "
    public BadInput body(String field, String... bodies) {
        for (String body : Bad.json(bodies).values()) refuse(body, field, body);
        return this;
    }

    /// Members that nobody knows are refused in these objects, as are known ones in lower case.
    public BadInput noOthersIn(String... objects) {
        for (String object : objects) {
            at(object + ".Surprise", Bad.json("1", "null"));
            for (String member : call.valid.membersOf(object)) at(object + "." + member.toLowerCase(Locale.ROOT), Bad.json("1"));
        }
        return this;
    }

    /// Each of the values of a parameter of the query string is refused with its name.
    ///
    /// @param values percent-encoded
    public BadInput parameter(String name, String... values) {
        Call call = this.call;
        String others = call.path.replaceFirst("(?<=[?&])" + name + "=[^&]*&?", "");
        for (String value : values) {
            String path = others + (others.contains("?") ? "&" : "?") + name + "=" + value;
            add("with " + name + "=" + value, () -> checkField(name, http.call(call.method, path, call.body)));
        }
        return this;
    }

    /// What no call takes: what is no JSON, another type of content, too much of it.
    public BadInput asAWhole() {
        Call call = this.call;
        String text = call.body;
        malformed("cut off", text.substring(0, text.length() - 1));
        malformed("with more behind it", text + "]");
        malformed("with a comment", "/* */" + text);
        String start = call.inBatch ? "[{" : "{";
        malformed("with a member twice", start + "\"A\": 1, \"A\": 1}");
        malformed("with a bare word", start + "\"A\": NaN}");
        malformed("with a control character", start + "\"A\": \"\u0000\"}");
        malformed("not in UTF-8", start + "\"A\": \"\u00ff\"}");
        add("nested too deep", () -> Problems.check(http.call(call.method, call.path, "[".repeat(2000)), 400));
        add("of another type", () -> Problems.check(http.call(call.method, call.path, text, "Content-Type", "text/plain"), 415));
        add("too large", () -> Problems.check(http.call(call.method, call.path, text + " ".repeat(LARGEST_BODY)), 413));
        return this;
    }

    /// Adds a table that several calls share.
    public BadInput with(UnaryOperator<BadInput> table) {
        return table.apply(this);
    }

    public Stream<DynamicTest> tests() {
        return tests.stream();
    }

    private void malformed(String name, String body) {
        Call call = this.call;
        add(name, () -> {
            Answer answer = http.callWithBytes(call.method, call.path, body.getBytes(StandardCharsets.ISO_8859_1));
            Problems.check(answer, 400);
            assertThat(answer.kind()).isEqualTo("malformed-json");
            assertThat(answer.number("/Line")).isPositive();
            assertThat(answer.number("/Column")).isPositive();
        });
    }

    private void refuse(String name, String field, String body) {
        Call call = this.call;
        add(name, () -> {
            Answer answer = http.call(call.method, call.path, body.isEmpty() ? null : body);
            if (call.answersByEntry(field)) checkEntry(field, answer);
            else checkField(field, answer);
        });
    }

    private void add(String value, Executable check) {
        String what = call.method + " " + call.path + " " + (value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value);
        tests.add(DynamicTest.dynamicTest(what, () -> {
            Object before = state.get();
            try {
                check.execute();
                assertThat((Object) state.get()).as("the state").isEqualTo(before);
            } catch (AssertionError failed) {
                throw new AssertionError(what + ": " + failed.getMessage(), failed);
            }
        }));
    }

    private static void checkField(String field, Answer answer) {
        Problems.check(answer, 400);
        assertThat(answer.text("/Field")).as(answer.raw().body()).isEqualTo(field);
    }

    private static void checkEntry(String field, Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        JsonNode entry = answer.body().path(Integer.parseInt(field.substring(2, field.indexOf(']'))));
        assertThat(entry.at("/Status").asInt()).as(answer.raw().body()).isEqualTo(400);
        Problems.check(entry.at("/Problem"), 400);
        assertThat(entry.at("/Problem/Field").asString()).isEqualTo(field);
    }
}
