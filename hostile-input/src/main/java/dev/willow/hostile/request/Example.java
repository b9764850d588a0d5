package dev.willow.hostile.request;

import dev.willow.hostile.document.Operation;
import java.util.Random;

/// Valid requests, to be spoilt.
final class Example {
    private Example() {}

    /// Without waiting, and with one of the documented bodies.
    static Draft of(Operation operation, Names names, Random random) {
        Draft draft = Draft.of(operation.method(), names.path(operation.path()));
        if (operation.parametersIn("query").stream().anyMatch(each -> each.name().equals("wait"))) draft = draft.query("wait=0");
        if (operation.body().isEmpty()) return draft;
        var examples = operation.body().get().examples();
        return draft.json(names.body(examples.get(random.nextInt(examples.size()))).toString());
    }
}
