package dev.willow.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Sends requests, for those who bring another HTTP client than the JDK's; see [ClientBuilder#sender]. For any number of threads.
public interface HttpSender extends AutoCloseable {

    /// Sends a request and has its answer read, all on the calling thread. Redirects are answers like any other, and nothing is sent
    /// twice.
    ///
    /// @return what the reader made of the answer
    /// @throws java.net.ConnectException if there was no connection, so that the service knows nothing of the request
    /// @throws IOException               if there was no whole answer in time; what the service has done is unknown
    <T> T send(Request request, Reader<T> reader) throws IOException;

    /// Ends all calls that are under way, which then fail.
    @Override
    void close();

    /// @param headers all that is to be sent, but for length and host
    /// @param timeout how long nothing may come
    record Request(String method, URI uri, Map<String, String> headers, Optional<byte[]> body, Duration timeout) {}

    /// The beginning of an answer.
    interface Head {
        int status();

        /// The first value, whatever the case of the name.
        Optional<String> header(String name);
    }

    @FunctionalInterface
    interface Reader<T> {
        /// @param body to be read to its end; empty where there is none
        T read(Head head, InputStream body) throws IOException;
    }
}
