package dev.willow.engine.log.ratis;

import java.io.IOException;
import org.apache.ratis.server.storage.RaftStorage;

final class TornTail {
    private TornTail() {}

    static void cut(RaftStorage storage) throws IOException {
    }
}
