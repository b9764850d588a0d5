package dev.willow.kit.http;

import dev.willow.kit.waiting.ConnectionValve;
import dev.willow.kit.waiting.WatchableProtocol;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// What Tomcat is told beside its properties.
final class TomcatSettings implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final String REQUEST_BYTES = Integer.toString(2 << 10);

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        // Requests are mostly below a kilobyte; what is longer takes several reads. A caller in line keeps its buffers all
        // the while, so their size says how many can wait.
        tomcat.addConnectorCustomizers(connector -> connector.setProperty("socket.appReadBufSize", REQUEST_BYTES));
        tomcat.setProtocol(WatchableProtocol.class.getName());
        tomcat.addEngineValves(new ConnectionValve());
        tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host)
                host.setErrorReportValveClass(ProblemValve.class.getName());
        });
        // Names in paths are percent-encoded and may hold slashes of both kinds.
        tomcat.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        });
    }
}
