package dev.willow.kit.waiting;

import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// Tomcat's door. When nearly as many connections are there as may be, silent ones give way, before the last place is taken. Who asks whether the
/// service is well has a lane of its own.
final class CrowdedEndpoint extends NioEndpoint {
    /// The part of the places that is kept free as long as others are silent.
    private static final int PART = 4;
    /// Those that gave way are gone within a second.
    private static final long NOT_BEFORE = TimeUnit.SECONDS.toNanos(1);

    private final FastLane fastLane = new FastLane();
    private Crowd crowd;
    private long last = System.nanoTime() - NOT_BEFORE;

    void become(Crowd crowd) {
        this.crowd = crowd;
    }

    /// By the one thread that takes connections.
    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        int most = getMaxConnections();
        long now = System.nanoTime();
        if (crowd != null && most > 0 && getConnectionCount() > most - most / PART && now - last > NOT_BEFORE) {
            last = now;
            crowd.thinOut(getConnections(), most / PART);
        }
        return super.setSocketOptions(socket);
    }

    /// By the one thread that watches connections on which nothing goes on, or when one was held for a moment longer.
    @Override
    public boolean processSocket(SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
        boolean hasCome = dispatch && event == SocketEvent.OPEN_READ;
        boolean isSeenTo = hasCome && switch (fastLane.look(socket)) {
            case HEALTH -> fastLane.run(createSocketProcessor(socket, event));
            case HELD -> fastLane.run(() -> processSocketWhenFree(socket, event));
            case OTHER -> false;
        };
        return isSeenTo || super.processSocket(socket, event, dispatch);
    }

    private void processSocketWhenFree(SocketWrapperBase<NioChannel> socket, SocketEvent event) {
        socket.getLock().lock();
        socket.getLock().unlock();
        processSocket(socket, event, true);
    }
}
