package dev.willow.testing.input;

import static dev.willow.testing.input.Bad.EMPTY_OBJECT;
import static dev.willow.testing.input.Bad.EMPTY_TEXT;
import static dev.willow.testing.input.Bad.LONE_SURROGATES;
import static dev.willow.testing.input.Bad.MISSING;
import static dev.willow.testing.input.Bad.NOT_AN_ARRAY;
import static dev.willow.testing.input.Bad.NOT_AN_OBJECT;
import static dev.willow.testing.input.Bad.NOT_A_TEXT;
import static dev.willow.testing.input.Bad.NOT_A_WHOLE_NUMBER;
import static dev.willow.testing.input.Bad.NULL;
import static dev.willow.testing.input.Bad.json;
import static dev.willow.testing.input.Bad.longerThan;
import static dev.willow.testing.input.Bad.outside;

import java.util.function.UnaryOperator;

/// What the contract says once for all services: key-values, queries, `wait`. For [BadInput#with].
public final class ContractTables {
    private static final int STRING_BYTES = 4096;
    private static final int KEY_BYTES = 256;

    /// The members that [#selections] is about, for the body of a valid call.
    public static final String SELECTIONS = """
            "Selections": {"IDs": ["x"],
                           "KeyValues": {"os": {"Value": {"Type": 13, "Data": "linux"}, "Comparison": "=",
                                                "TypeRestrictions": {"MinDataType": 13, "MaxDataType": 13}}},
                           "MinNumberOfKeyValues": 1, "MaxNumberOfKeyValues": 5},
            "AND": [{}], "OR": [{}]""";

    private static final String PAGE = """
            "Limit": 100, "OrderBy": {"Key": "os", "Direction": "ascending"}""";
    private static final String QUERY = "{" + SELECTIONS + ", " + PAGE + "}";
    private static final String MATCH = """
            {"KeyValues": {"os": {"Value": {"Type": 13, "Data": "linux"},
                                  "TypeRestrictions": {"MinDataType": 13, "MaxDataType": 13}}},
             "MinNumberOfPermutationKeyValues": 1, "MaxNumberOfPermutationKeyValues": 3, %s}""".formatted(PAGE);

    private ContractTables() {}

    /// A required set of key-values without Any.
    ///
    /// @param path such as `$.Spec.DBDefinition.KeyValues`
    public static UnaryOperator<BadInput> keyValues(String path) {
        return input -> input.at(path, MISSING, NULL, EMPTY_OBJECT)
                .with(pairs(path))
                .at(path + ".k", path + ".k.Type", json("{'Type': 1024}"));
    }

    /// Pairs of keys and values, where Any may be allowed, or none at all.
    ///
    /// @param path such as `$.Spec.DBDefinition.GroupByKeyValues`
    public static UnaryOperator<BadInput> pairs(String path) {
        String value = path + ".k";
        return input -> input.at(path, NOT_AN_OBJECT)
                .at(path + "['']", json("'x'"))
                .at(path + "." + "k".repeat(KEY_BYTES + 1), json("'x'"))
                .at(value, NULL, json("true", "[]", "['x']", "9223372036854775808"), LONE_SURROGATES, longerThan(STRING_BYTES))
                .at(value, value + ".Type", json(
                        "{}", "{'Data': 'x'}", "{'Type': null, 'Data': 'x'}", "{'Type': '13', 'Data': 'x'}",
                        "{'Type': 0, 'Data': '1'}", "{'Type': 14, 'Data': '1'}", "{'Type': -1, 'Data': '1'}",
                        "{'Type': 99999999999, 'Data': '1'}"))
                .at(value, value + ".Data", json(
                        "{'Type': 13}", "{'Type': 13, 'Data': null}", "{'Type': 13, 'Data': 4}", "{'Type': 13, 'Data': ['x']}",
                        "{'Type': 1, 'Data': '256'}", "{'Type': 2, 'Data': '-1'}", "{'Type': 6, 'Data': 1.5}",
                        "{'Type': 9, 'Data': ''}", "{'Type': 11, 'Data': 'Infinity'}", "{'Type': 12, 'Data': 'NaN'}",
                        "{'Type': 12, 'Data': 1e999}"))
                .at(value, value + ".Date", json("{'Type': 13, 'Data': 'x', 'Date': 1}"));
    }

    /// A lookup by query, with this path of its own.
    public static UnaryOperator<BadInput> lookup(String method, String path) {
        return input -> input.call(method, path, QUERY).with(page()).with(selections()).asAWhole();
    }

    /// A lookup of what would apply to key-values, with this path of its own.
    public static UnaryOperator<BadInput> match(String method, String path) {
        return input -> input.call(method, path, MATCH)
                .with(page())
                .at("$.KeyValues", NOT_AN_OBJECT)
                .at("$.KeyValues.os", NULL, json("[]", "true"))
                .with(valueAndTypes("$.KeyValues.os"))
                .at("$.MinNumberOfPermutationKeyValues", NOT_A_WHOLE_NUMBER, outside(0, Integer.MAX_VALUE))
                .at("$.MaxNumberOfPermutationKeyValues", NOT_A_WHOLE_NUMBER, outside(0, Integer.MAX_VALUE))
                .noOthersIn("$")
                .asAWhole();
    }

    private static UnaryOperator<BadInput> page() {
        return input -> input
                .at("$", NOT_AN_OBJECT, NULL)
                .at("$.Limit", NOT_A_WHOLE_NUMBER, outside(1, Integer.MAX_VALUE))
                .at("$.After", NOT_A_TEXT, json("'nonsense'", "'%%%'"))
                .at("$.OrderBy", NOT_AN_OBJECT)
                .at("$.OrderBy.Key", MISSING, NULL, NOT_A_TEXT, EMPTY_TEXT)
                .at("$.OrderBy.Direction", NOT_A_TEXT, json("'up'", "'ASCENDING'"))
                .noOthersIn("$.OrderBy");
    }

    /// The parts of a query that choose, at the root of the body of a call that has all of [#SELECTIONS].
    public static UnaryOperator<BadInput> selections() {
        String key = "$.Selections.KeyValues.os";
        return input -> input
                .at("$.Selections", NOT_AN_OBJECT)
                .at("$.Selections.IDs", NOT_AN_ARRAY)
                .at("$.Selections.IDs[0]", NULL, NOT_A_TEXT)
                .at("$.Selections.KeyValues", NOT_AN_OBJECT)
                .at(key, NULL, json("[]", "true"))
                .at(key + ".Comparison", NOT_A_TEXT, json("'~'", "'=='", "''"))
                .with(valueAndTypes(key))
                .at("$.Selections.MinNumberOfKeyValues", NOT_A_WHOLE_NUMBER, outside(0, Integer.MAX_VALUE))
                .at("$.Selections.MaxNumberOfKeyValues", NOT_A_WHOLE_NUMBER, outside(0, Integer.MAX_VALUE))
                .at("$.AND", NOT_AN_ARRAY)
                .at("$.AND[0]", NULL, NOT_AN_OBJECT)
                .at("$.OR", NOT_AN_ARRAY)
                .at("$.OR[0]", NULL, NOT_AN_OBJECT)
                .noOthersIn("$", "$.Selections", "$.AND[0]", "$.OR[0]");
    }

    private static UnaryOperator<BadInput> valueAndTypes(String path) {
        return input -> input
                .at(path + ".Value", MISSING, NULL, json("true", "[]"))
                .at(path + ".Value.Type", MISSING, NULL, json("'13'", "14", "0", "-1"))
                .at(path + ".Value.Data", MISSING, json("1", "[]"))
                .at(path + ".TypeRestrictions", NOT_AN_OBJECT)
                .at(path + ".TypeRestrictions.MinDataType", NOT_A_WHOLE_NUMBER, json("0", "14", "-1"))
                .at(path + ".TypeRestrictions.MaxDataType", NOT_A_WHOLE_NUMBER, json("0", "14", "-1"))
                .noOthersIn(path, path + ".Value", path + ".TypeRestrictions");
    }

    /// The parameter `wait`, up to five minutes.
    public static UnaryOperator<BadInput> waiting() {
        return input -> input.parameter("wait",
                "", "-1", "x", "1.5", "6m", "300000000001", "99999999999999999999", "%00", "%20");
    }
}
