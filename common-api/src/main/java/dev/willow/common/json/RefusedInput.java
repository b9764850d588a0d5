package dev.willow.common.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;

/// Something that was read is JSON, but not what it should be. The message is ours and meant for the sender; the path
/// is completed while the exception passes through the reading of the things around it.
final class RefusedInput extends DatabindException {
    private static final long serialVersionUID = 1;

    RefusedInput(JsonParser source, String message) {
        super(source, message);
    }

    RefusedInput at(Object owner, String member) {
        prependPath(owner, member);
        return this;
    }
}
