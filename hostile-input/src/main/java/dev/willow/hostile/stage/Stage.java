package dev.willow.hostile.stage;

import dev.willow.hostile.request.Case;
import dev.willow.hostile.request.Names;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What is there in a service while it is tried, so that requests meet something.
public interface Stage {
    /// Takes away whatever is there and makes everything anew.
    ///
    /// @return the names of what is there now
    Names set();

    /// All that the service keeps, but for what time alone changes, once it has answered everybody.
    JsonNode state();

    /// Valid requests that conflict with what is there, and are to be refused with 409.
    List<Case> conflicts();
}
