package dev.willow.kit.tls;

import dev.willow.kit.tls.TlsProperties.PlainHttp;
import java.net.InetAddress;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/// Has Tomcat speak TLS, or makes sure that it may do without.
final class ServerTls implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
    private final TlsProperties properties;

    ServerTls(TlsProperties properties) {
        this.properties = properties;
    }

    /// After what sets the address.
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        if (!properties.isServed()) {
            refuseToBeOverheard(tomcat.getAddress());
            return;
        }
        Ssl ssl = Ssl.forBundle(TlsBundle.NAME);
        ssl.setClientAuth(switch (properties.clientAuth()) {
            case NONE -> Ssl.ClientAuth.NONE;
            case WANTED -> Ssl.ClientAuth.WANT;
            case REQUIRED -> Ssl.ClientAuth.NEED;
        });
        tomcat.setSsl(ssl);
    }

    /// @param address null stands for all of the machine's
    private void refuseToBeOverheard(InetAddress address) {
        boolean isWithinTheMachine = address != null && address.isLoopbackAddress();
        if (isWithinTheMachine || properties.plainHttp() == PlainHttp.ANYWHERE) return;
        throw new PlainHttpRefusedException("server.address is " + (address == null ? "every address" : address.getHostAddress())
                + ", where others could listen in: set tls.certificate and tls.private-key, or tls.plain-http=anywhere if the network is "
                + "to be trusted");
    }
}
