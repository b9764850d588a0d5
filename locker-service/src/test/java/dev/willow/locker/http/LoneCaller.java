package dev.willow.locker.http;

import dev.willow.testing.http.Connection;
import dev.willow.testing.http.Http;
import java.io.IOException;
import java.nio.file.Path;

/// A client in a process of its own, to be killed.
final class LoneCaller {
    private LoneCaller() {}

    static Process start(int port, String path, String body) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), LoneCaller.class.getName(),
                        String.valueOf(port), path, body)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) {
        try (Http http = new Http(Integer.parseInt(arguments[0]));
                Connection call = http.open("POST", arguments[1], arguments[2])) {
            call.read();
        }
    }
}
