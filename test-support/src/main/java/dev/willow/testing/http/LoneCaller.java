package dev.willow.testing.http;

import java.io.IOException;
import java.nio.file.Path;

/// A client in a process of its own, to be killed.
public final class LoneCaller {
    private LoneCaller() {}

    public static Process start(int port, String path, String body) throws IOException {
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
