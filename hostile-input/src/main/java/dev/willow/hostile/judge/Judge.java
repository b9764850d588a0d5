package dev.willow.hostile.judge;

import dev.willow.hostile.request.Case;
import dev.willow.hostile.request.Expectation;
import dev.willow.hostile.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judges one answer at a time.
public final class Judge {
    public static final String NO_FAILURE = "no call makes a service fail";
    public static final String EXPECTED = "only what is documented is answered";
    public static final String REFUSED = "what is wrong is refused";
    public static final String PROBLEMS = "refusals are problems";
    public static final String FIELDS = "a refusal names what is wrong";
    public static final String NOTHING_INTERNAL = "nothing internal leaves a service";
    public static final String BOUNDED = "refusals are short";
    public static final String REQUEST_ID = "each answer has its request id";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// Names of classes, and lines of stack traces. Nothing that is sent looks like one.
    private static final Pattern INTERNAL = Pattern.compile(
            "Exception|\\bat [a-z]+(\\.[A-Za-z$_<>]+)+\\(|\\b(java|javax|jakarta|dev\\.willow|org\\.apache|org\\.springframework|tools\\.jackson|com\\.fasterxml)\\."
                    + "|Apache Tomcat|Whitelabel");
    /// What a service puts down where nobody is there to read an answer, as one who sends no more may look.
    private static final int CALLER_GONE = 499;
    private static final Set<Integer> WRONG_IN_THEMSELVES = Set.of(400, 405, 413, 414, 415, 417, 431, 501, 505);
    private static final int LONGEST = 8 << 10;
    /// Of what names things that are there, each as long as names may be, and more than once.
    private static final int LONGEST_OF_CONFLICTS = 64 << 10;

    private final ProblemRules rules;

    /// @param problems every `type` that a problem may have
    public Judge(Set<String> problems) {
        this.rules = new ProblemRules(problems);
    }

    /// @param sent how long the request was, which an answer may repeat the target of
    /// @return what is wrong with the answer, or with there being none
    public List<Violation> violations(Case asked, int sent, Optional<Reply> answer) {
        Found found = new Found();
        if (answer.isEmpty()) {
            if (!asked.expectation().mayHangUp()) found.add(NO_FAILURE, "the connection was closed without an answer");
            return found.violations;
        }
        judge(asked.expectation(), sent, answer.get(), found);
        return found.violations;
    }

    /// Whether an answer says that nothing was done: a refusal, or a batch of nothing else.
    public static boolean isRefusal(Case asked, Reply reply) {
        if (reply.status() >= 400) return true;
        if (!asked.expectation().isBatch() || reply.status() != 200) return false;
        JsonNode entries = json(reply);
        return !entries.isEmpty() && entries.valueStream().allMatch(entry -> entry.path("Status").asInt(0) >= 400);
    }

    /// Whether another service did not answer in time, as happens on a machine that has too much to do. Of too many of these the tally tells.
    static boolean isForNow(Reply reply) {
        return reply.status() == 503 && json(reply).path("type").asString("").endsWith("-unreachable");
    }

    /// Whether it is the request itself that was wrong, and not that something was there or gone, full or in the way.
    public static boolean isWrongInItself(Case asked, Reply reply) {
        if (reply.status() != 200) return WRONG_IN_THEMSELVES.contains(reply.status());
        return isRefusal(asked, reply) && json(reply).valueStream().allMatch(entry -> entry.path("Status").asInt(0) == 400);
    }

    private void judge(Expectation expected, int sent, Reply reply, Found found) {
        boolean isRight = expected.statuses().contains(reply.status()) || reply.status() == CALLER_GONE && expected.mayHangUp();
        if (!isRight && !isForNow(reply))
            found.add(reply.status() >= 500 ? NO_FAILURE : expected.mustRefuse() && reply.status() < 400 ? REFUSED : EXPECTED,
                    reply.status() + " instead of one of " + expected.statuses());
        String text = new String(reply.body(), StandardCharsets.ISO_8859_1);
        if (reply.status() >= 400 && INTERNAL.matcher(text).find()) found.add(NOTHING_INTERNAL, "it tells " + find(text));
        int longest = reply.status() == 404 || reply.status() == 409 ? LONGEST_OF_CONFLICTS : LONGEST + 3 * Math.min(sent, LONGEST);
        if (reply.status() >= 400 && reply.body().length > longest)
            found.add(BOUNDED, "it has " + reply.body().length + " bytes");
        if (reply.header("x-request-id").isEmpty()) found.add(REQUEST_ID, "it has none");
        if (reply.status() >= 400) refusal(expected, reply, found);
        else if (expected.isBatch() && reply.status() == 200) batch(expected, reply, found);
    }

    private void refusal(Expectation expected, Reply reply, Found found) {
        if (reply.status() == CALLER_GONE && expected.mayHangUp()) return;
        if (reply.body().length == 0 && reply.header("content-length").filter(length -> !length.equals("0")).isPresent()) return; // HEAD
        if (!reply.header("content-type").orElse("").startsWith("application/problem+json")) {
            found.add(PROBLEMS, "it is " + reply.header("content-type").orElse("of no type"));
            return;
        }
        JsonNode problem = json(reply);
        rules.check(problem, reply.status()).forEach(what -> found.add(PROBLEMS, what));
        if (reply.status() == 400 && !expected.mayHangUp()) field(expected, problem, found);
    }

    /// Entries that are refused are problems as well.
    private void batch(Expectation expected, Reply reply, Found found) {
        boolean isRefused = false;
        for (JsonNode entry : json(reply)) {
            int status = entry.path("Status").asInt(0);
            if (status >= 500) found.add(NO_FAILURE, "an entry is answered " + status);
            if (status < 400) continue;
            rules.check(entry.path("Problem"), status).forEach(what -> found.add(PROBLEMS, "of an entry: " + what));
            if (status == 400) {
                isRefused = true;
                field(expected, entry.path("Problem"), found);
            }
        }
        if (expected.mustRefuse() && !isRefused) found.add(REFUSED, "no entry was");
    }

    private static void field(Expectation expected, JsonNode problem, Found found) {
        String type = problem.path("type").asString("");
        if (type.endsWith(":malformed-json")) {
            if (problem.path("Line").asInt(0) < 1 || problem.path("Column").asInt(0) < 1) found.add(FIELDS, "no line and column");
            return;
        }
        String field = problem.path("Field").asString("");
        if (expected.field().isEmpty()) return;
        if (!isWithin(field, expected.field().get())) found.add(FIELDS, "it names '" + cut(field) + "' instead of " + expected.field().get());
    }

    private static boolean isWithin(String field, String place) {
        return field.equals(place) || field.startsWith(place + ".") || field.startsWith(place + "[");
    }

    private static String find(String text) {
        var internal = INTERNAL.matcher(text);
        return internal.find() ? "'" + internal.group() + "'" : "nothing";
    }

    static String cut(String text) {
        return text.length() > 120 ? text.substring(0, 120) + "..." : text;
    }

    private static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JacksonException none) {
            return JSON.missingNode();
        }
    }

    private static final class Found {
        private final List<Violation> violations = new ArrayList<>();

        void add(String promise, String what) {
            violations.add(new Violation(promise, what));
        }
    }
}
