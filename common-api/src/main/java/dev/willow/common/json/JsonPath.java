package dev.willow.common.json;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/// Writes where something stands in a body: `$.Spec.DBDefinition.KeyValues.os.Type`, `$[3]['a key'].Data`.
public final class JsonPath {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /// A key can be as long as its limit allows and longer; a path is for reading.
    private static final int LONGEST_NAME = 300;

    private JsonPath() {}

    static String of(List<JacksonException.Reference> steps) {
        StringBuilder path = new StringBuilder("$");
        for (JacksonException.Reference step : steps) {
            String name = step.getPropertyName();
            if (name != null) append(path, name);
            else if (step.getIndex() >= 0) path.append('[').append(step.getIndex()).append(']');
        }
        return path.toString();
    }

    /// The path of a member of what stands at the path.
    public static String within(String path, String member) {
        StringBuilder longer = new StringBuilder(path);
        append(longer, member);
        return longer.toString();
    }

    private static void append(StringBuilder path, String name) {
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
        if (PLAIN.matcher(shown).matches()) path.append('.').append(shown);
        else path.append("['").append(shown.replace("\\", "\\\\").replace("'", "\\'")).append("']");
    }
}
