package dev.willow.kit.http;

import org.apache.catalina.Manager;
import org.apache.catalina.SessionIdGenerator;
import org.apache.catalina.session.StandardManager;

/// Makes no ids, as no call has a session. Tomcat's own asks all that is there of cryptography when it is made.
final class NoSessions implements SessionIdGenerator {
    private String jvmRoute = "";
    private int length;

    static Manager manager() {
        StandardManager manager = new StandardManager();
        manager.setSessionIdGenerator(new NoSessions());
        return manager;
    }

    @Override
    public String generateSessionId() {
        return "";
    }

    @Override
    public String generateSessionId(String route) {
        return "";
    }

    @Override
    public String getJvmRoute() {
        return jvmRoute;
    }

    @Override
    public void setJvmRoute(String route) {
        jvmRoute = route;
    }

    @Override
    public int getSessionIdLength() {
        return length;
    }

    @Override
    public void setSessionIdLength(int length) {
        this.length = length;
    }
}
