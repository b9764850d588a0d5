package dev.willow.hostile.request;

import dev.willow.hostile.document.Document;
import dev.willow.hostile.document.Operation;
import dev.willow.hostile.document.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Odd variables in paths, odd parameters, paths and methods that there are not.
final class TargetCases {
    /// Bytes, as characters up to U+00FF.
    private static final List<String> VARIABLES = List.of(
            "x", "%20", "%00", "a%00b", "%0d%0aX:%20y", "%0A", "%09", "%7f", "%", "%z", "%zz", "%1", "%%", "%25", "%2525", "%ff", "%c0%80", "%ed%a0%80",
            "%f4%90%80%80", "%e2%82", "%ef%bb%bf", "%f0%9f%98%80", "%e2%80%ae", ".", "..", "...", "%2e", "%2e%2e", "%2E%2E%2f%2E%2E", "a%2fb", "%2f", "%2F%2F",
            "%5c", "a%5cb", "..%5c..", "a/b", "a//b", "//", ";", ";x=1", "a;b=c", ";jsessionid=1", "a%3bb", "a%3Fb", "a%23b", "+", "*", "@", ":", ",", "'",
            "(x)", "$x", "~", "!", "&", "=", "a=b&c=d", "-1", "0", "null", "undefined", "true", "1e999", "{}", "[]", "<b>", "|", "^", "`", "\\", "\"", "a b",
            "\t", "\u0000", "\u0001", "\u007f", "\u00ff", "\u00c3\u00a9", "#", "#x", "?", "query", "match", "batch", "set", "items", "channels", "channels/items",
            "_willow_queue_limits", "_willow", "%5fwillow", "${x}", "%24%7Bx%7D", "%23%7B7*7%7D", "../../health", "%2e%2e/%2e%2e/health", "..;/..;/health");
    private static final List<String> WAITS = List.of(
            "", "0", "0s", "-0", "1", "1ns", "10ms", "-1", "-1s", "x", "1.5", "1e3", "1h1m", "6m", "300000000001", "99999999999999999999", "%00", "%20", "+5",
            "0x10", "1s%20", "NaN", "null", "[]", "5S", "\u00b5s", "%D9%A1", "1%2F2", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1d");
    private static final List<String> OTHERS = List.of(
            "", "true", "false", "TRUE", "yes", "1", "0", "-1", "2", "1000", "1001", "2147483647", "2147483648", "99999999999999999999", "1.5", "1e2", "x", "null",
            "%00", "%20", "%zz", "%", "%ff", "+1", "[]", "0x10", "0-0", "1-1", "a-b", "0-9223372036854775807", "9223372036854775808-0", "-", "--", "%E2%82%AC");
    private static final List<String> UNKNOWN = List.of(
            "x", "x=1", "=", "=1", "&&&", "&=&", "%", "%zz=1", "x=%", "x=%ff", "%00=%00", "wait[]=1", "WAIT=1", "Wait=x", "a=b=c", "x;y", "?", "??", "\u00ff",
            "{x}", "<b>", "|", "access_token=x", "class.module.classLoader=x", "format=xml", "mediaType=xml", "_method=DELETE", "debug=true", "trace=true");
    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "PROPFIND", "QUERY", "LOCK", "get", "Post", "X", "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX");
    private static final int LONG = 5_000;

    private final Document document;
    private final Consumer<Case> cases;
    private final Random random;

    TargetCases(Document document, Consumer<Case> cases, Random random) {
        this.document = document;
        this.cases = cases;
        this.random = random;
    }

    void of(Operation operation) {
        for (Parameter variable : operation.parametersIn("path")) {
            variables(operation, variable);
            unknown(operation, variable);
        }
        for (Parameter parameter : operation.parametersIn("query")) parameters(operation, parameter);
        for (String query : UNKNOWN) add(operation, "?" + query, "?", documented(operation).or(400), draft -> draft.query(query));
        add(operation, "?" + LONG + " of x", "?", documented(operation).or(400), draft -> draft.query("x".repeat(LONG)));
        add(operation, "? of 9,000 bytes", "?", refused(), draft -> draft.query("x".repeat(9_000)));
        add(operation, "? with 2,000 parameters", "?", documented(operation).or(400), draft -> draft.query("x&".repeat(2_000)));
        paths(operation);
        for (String method : METHODS)
            if (document.callOf(method, operation.path()).isEmpty()) method(operation, method);
    }

    private void variables(Operation operation, Parameter variable) {
        String there = "{" + variable.name() + "}";
        List<String> values = new ArrayList<>(VARIABLES);
        values.addAll(List.of("x".repeat(300), "x".repeat(4_097), "%41".repeat(1_300), "a%2f".repeat(500), "x".repeat(LONG)));
        for (String value : values) {
            // With a slash or a question mark in it this may be any other call.
            Expectation any = documented(operation).or(200, 201, 204, 400, 404, 405, 409, 413, 415, 422).orHangUp();
            cases.accept(new Case(
                    0, operation.name(), variable.name() + " in the path is " + Request.shown(Bodies.bytes(value)), variable.name(), true, any,
                    names -> {
                        Draft valid = Example.of(operation, names, new Random(0));
                        return Request.of(valid.target(names.path(operation.path().replace(there, value))));
                    }));
        }
    }

    /// Nothing of such a name is there.
    private void unknown(Operation operation, Parameter variable) {
        for (String value : List.of("nothing-of-this-name", "%E2%82%AC", "a%2Fb", "x".repeat(200), "0", "null", "nothing%20of%20this%20name"))
            cases.accept(new Case(
                    0, operation.name(), variable.name() + " in the path is " + value + ", which is not there", variable.name(), operation.changes(),
                    operation.isBatch() ? documented(operation) : Expectation.refusal(404), names -> {
                        Draft valid = Example.of(operation, names, new Random(0));
                        return Request.of(valid.target(names.path(operation.path().replace("{" + variable.name() + "}", value))));
                    }));
    }

    private void parameters(Operation operation, Parameter parameter) {
        String name = parameter.name();
        for (String value : name.equals("wait") ? WAITS : OTHERS) {
            for (String query : List.of(name + "=" + value, name + "=" + value + "&" + name + "=0", name + "=1&" + name + "=" + value, "x=1&" + name + "=" + value))
                add(operation, "?" + query, name, documented(operation).or(400), draft -> draft.target(pathOf(draft)).query(query));
        }
        add(operation, "?" + name, name, documented(operation).or(400), draft -> draft.target(pathOf(draft)).query(name));
    }

    private static String pathOf(Draft draft) {
        return draft.target().replaceFirst("\\?.*", "");
    }

    private void paths(Operation operation) {
        for (String suffix : List.of("/", "//", "/x", ".json", ".xml", "/..", "/.", "/%2e%2e/x", "%20", "%00", ";x", "/;x=1", "/x/y/z", "~", "%2f", "*"))
            target(operation, "the path and " + suffix, names -> names.path(operation.path()) + suffix);
        for (String prefix : List.of("/", "//", "/v2", "/v1/..", "/.", "/x/..", "/%76%31/..", "/;x", "/actuator/..", "http://localhost", "http://elsewhere.test:1"))
            target(operation, prefix + " and the path", names -> prefix + names.path(operation.path()));
        target(operation, "the path in capitals", names -> names.path(operation.path()).toUpperCase(Locale.ROOT));
        target(operation, "the path with its variables", names -> operation.path());
        target(operation, "the path with slashes doubled", names -> names.path(operation.path()).replace("/", "//"));
        target(operation, "the path with slashes turned", names -> names.path(operation.path()).replace("/", "\\"));
        target(operation, "the path with slashes encoded", names -> names.path(operation.path()).replace("/", "%2f"));
        target(operation, "the path cut off", names -> names.path(operation.path()).substring(0, operation.path().length() / 2));
    }

    private void target(Operation operation, String what, Function<Names, String> target) {
        Expectation any = documented(operation).or(200, 201, 204, 302, 400, 404, 405, 409, 413, 415, 422).orHangUp();
        cases.accept(new Case(
                0, operation.name(), what, "path", true, any,
                names -> Request.of(Example.of(operation, names, new Random(0)).target(target.apply(names)))));
    }

    private void method(Operation operation, String method) {
        boolean isKnown = method.equals(method.toUpperCase(Locale.ROOT)) && method.length() < 10;
        Expectation none = isKnown ? Expectation.refusal(405, 501) : Expectation.refusal(400, 405, 501);
        // As GET, but for what that would hand out; and the body is looked at first.
        if (method.equals("HEAD")) none = documented(operation).or(200, 400, 405);
        add(operation, "by " + method, "method", none, draft -> draft.method(method));
    }

    private static Expectation documented(Operation operation) {
        return Expectation.documented(operation.statuses(), operation.isBatch());
    }

    private static Expectation refused() {
        return Expectation.refusal(400, 414, 431);
    }

    private void add(
            Operation operation, String what, String field, Expectation expectation, UnaryOperator<Draft> change) {
        long seed = random.nextLong();
        cases.accept(new Case(
                0, operation.name(), what, field, operation.changes(), expectation,
                names -> Request.of(change.apply(Example.of(operation, names, new Random(seed))))));
    }
}
