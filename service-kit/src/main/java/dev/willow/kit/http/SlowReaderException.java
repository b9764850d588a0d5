package dev.willow.kit.http;

import java.io.IOException;

/// A caller takes so long to read its answer that it is given up.
final class SlowReaderException extends IOException {
    private static final long serialVersionUID = 1;

    SlowReaderException() {
        super("the caller reads its answer too slowly");
    }
}
