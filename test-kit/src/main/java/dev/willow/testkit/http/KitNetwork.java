package dev.willow.testkit.http;

import dev.willow.testkit.time.Activity;
import jakarta.servlet.ServletContext;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.mock.web.MockServletContext;

/// The hosts of a kit, and the way to them.
public final class KitNetwork {
    private final Activity activity;
    private final ServletContext context = new MockServletContext("");
    private final Map<String, Door> doors = new ConcurrentHashMap<>();

    private volatile Runnable beforeCallsOfTests = () -> {};

    public KitNetwork(Activity activity) {
        this.activity = activity;
    }

    /// Has something run before each call that a thread makes which is none of the kit's.
    public void beforeCallsOfTests(Runnable what) {
        beforeCallsOfTests = what;
    }

    /// Lets a host be reached, from now on and under this name.
    public void open(String host, KitServer server) {
        doors.put(host, new Door(server));
    }

    /// Cuts off the calls that are under way to the host, and lets no other one through until it is back.
    public void takeAway(String host) {
        doors.get(host).shut();
    }

    public void bringBack(String host) {
        doors.get(host).reopen();
    }

    /// A client that can be closed without the others.
    public HttpClient newClient() {
        return new KitHttpClient(doors, activity, context, () -> beforeCallsOfTests.run());
    }
}
