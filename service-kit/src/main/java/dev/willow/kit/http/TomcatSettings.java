package dev.willow.kit.http;

import dev.willow.kit.admission.Admission;
import dev.willow.kit.waiting.ConnectionValve;
import dev.willow.kit.waiting.Http2Streams;
import dev.willow.kit.waiting.WatchableHttp2;
import dev.willow.kit.waiting.WatchableProtocol;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// What Tomcat is told beside its properties.
final class TomcatSettings implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final Admission admission;

    TomcatSettings(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.setProtocol(WatchableProtocol.class.getName());
        Http2Streams streams = new Http2Streams();
        tomcat.addEngineValves(new ConnectionValve(streams));
        tomcat.addContextCustomizers(context -> {
            // Or Tomcat would have each request pass an authenticator that lets everybody in.
            context.setLoginConfig(new LoginConfig("NONE", null, null, null));
            context.setManager(NoSessions.manager());
            if (context.getParent() instanceof StandardHost host)
                host.setErrorReportValveClass(ProblemValve.class.getName());
        });
        // Names in paths are percent-encoded and may hold slashes of both kinds.
        tomcat.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            if (connector.getProtocolHandler() instanceof WatchableProtocol protocol)
                protocol.bound(admission.bounds().calls(), admission.pace().grace());
            if (tomcat.getSsl() != null) connector.addUpgradeProtocol(new WatchableHttp2(streams));
        });
    }
}
