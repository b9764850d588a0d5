package dev.willow.kit.docs;

import dev.willow.common.json.WillowJson;
import dev.willow.common.problem.Problem;
import dev.willow.common.problem.ProblemType;
import io.swagger.v3.oas.models.examples.Example;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/// One example of each kind of problem: what is common from [ProblemType], the rest from the resource `problems.json`.
final class ProblemExamples {
    private static final String FILE = "dev/willow/kit/docs/problems.json";
    private static final JsonMapper JSON = WillowJson.lenientMapper();

    private ProblemExamples() {}

    static Map<String, Example> all() {
        Map<?, ?> particulars = read();
        Map<String, Example> all = new LinkedHashMap<>();
        for (ProblemType type : ProblemType.values()) {
            if (!(particulars.get(type.code()) instanceof Map<?, ?> of))
                throw new IllegalStateException(FILE + " has no example of " + type.code());
            all.put(type.code(), new Example().summary(type.title()).value(JSON.convertValue(problem(type, of), Object.class)));
        }
        return all;
    }

    /// The kinds that a text names, in their order.
    static List<ProblemType> namedIn(String text) {
        return Arrays.stream(ProblemType.values())
                .filter(type -> Pattern.compile("(?<![\\w-])" + type.code() + "(?![\\w-])").matcher(text).find())
                .toList();
    }

    private static Problem problem(ProblemType type, Map<?, ?> particulars) {
        Problem problem = Problem.of(type, String.valueOf(particulars.get("detail")));
        for (Map.Entry<?, ?> member : particulars.entrySet()) {
            String name = String.valueOf(member.getKey());
            if (name.equals("instance")) problem = problem.at(String.valueOf(member.getValue()));
            else if (!name.equals("detail")) problem = problem.with(name, member.getValue());
        }
        return problem;
    }

    private static Map<?, ?> read() {
        try (InputStream in = new ClassPathResource(FILE).getInputStream()) {
            return JSON.readValue(in, Map.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
