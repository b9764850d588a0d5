package dev.willow.kit.calls;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/// Trusts whom this machine trusts. All its certificates are read with the first call that needs them: most services call each other
/// without TLS, and each would read them at its start.
final class TrustOfThisMachine implements TlsSocketStrategy {

    /// Made by the class loader, once.
    private static final class Read {
        static final TlsSocketStrategy STRATEGY = DefaultClientTlsStrategy.createDefault();
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context) throws IOException {
        return Read.STRATEGY.upgrade(socket, target, port, attachment, context);
    }
}
