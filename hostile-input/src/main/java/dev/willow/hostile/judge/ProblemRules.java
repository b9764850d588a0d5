package dev.willow.hostile.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What holds of every problem (RFC 9457, and the contract).
final class ProblemRules {
    private final Set<String> types;

    ProblemRules(Set<String> types) {
        this.types = types;
    }

    /// @param status that it was answered with
    /// @return what is wrong with it
    List<String> check(JsonNode problem, int status) {
        List<String> wrong = new ArrayList<>();
        if (!types.contains(problem.path("type").asString(""))) wrong.add("its type is " + problem.path("type"));
        if (problem.path("type").asString("").endsWith(":internal")) wrong.add("it says that the service has a defect");
        if (problem.path("status").asInt(0) != status) wrong.add("its status is " + problem.path("status") + ", that of the answer " + status);
        if (problem.path("title").asString("").isBlank()) wrong.add("it has no title");
        if (problem.path("detail").asString("").isBlank()) wrong.add("it has no detail");
        if (!problem.path("Message").equals(problem.path("detail"))) wrong.add("its Message is not its detail");
        boolean isWrongRequest = problem.path("type").asString("").endsWith(":invalid-request");
        if (status == 400 && isWrongRequest && problem.has("Field") && problem.path("Field").asString("").isBlank()) wrong.add("its Field is empty");
        return wrong;
    }
}
