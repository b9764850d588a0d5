package dev.willow.testing.network;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between clients and a service on this machine. It passes on what both say, until a test has it be late, cut
/// connections off or let nobody connect.
///
/// ```
/// client ──► proxy ──► service      requests pass at once
/// client ◄── proxy ◄── service      answers pass at once, or late
/// ```
public final class TcpProxy implements AutoCloseable {
    private static final int BACKLOG = 1_000;

    private final int target;
    private final int port;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Socket reservation = new Socket();
    private volatile Duration lateness = Duration.ZERO;
    private ServerSocket door;
    private Thread keeper;

    private TcpProxy(int target) {
        this.target = target;
        port = reserve();
        door = open();
    }

    /// Takes a port that nobody else gets until this is closed, not even while nobody listens there.
    private int reserve() {
        try {
            reservation.setReuseAddress(true);
            reservation.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return reservation.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /// @param target the port of the service; it need not be there yet, nor always
    public static TcpProxy to(int target) {
        return new TcpProxy(target);
    }

    public int port() {
        return port;
    }

    /// From now on what the service says reaches clients so much later; zero: at once.
    public void delayAnswers(Duration by) {
        lateness = by;
    }

    /// Breaks every connection with a reset. New ones are let through.
    public void cut() {
        links.forEach(Link::reset);
    }

    /// Breaks every connection, and from now on refuses new ones, as where nobody listens.
    public synchronized void refuse() {
        close(door);
        awaitEnd(keeper);
        cut();
    }

    /// A door that somebody stands in is closed only when he has gone: until then the system lets clients in, and nobody else at the port.
    private static void awaitEnd(Thread keeper) {
        try {
            keeper.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets clients connect again, at the same port.
    public synchronized void accept() {
        if (door.isClosed()) door = open();
    }

    /// How many connections of clients are open.
    public int connections() {
        return links.size();
    }

    private ServerSocket open() {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            keeper = Thread.ofPlatform().daemon().name("proxy to " + target).start(() -> accept(opened));
            return opened;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private void accept(ServerSocket from) {
        while (true) {
            try {
                connect(from.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    /// A service that is not there shows to the client as a connection that is reset.
    private void connect(Socket client) {
        Link link = new Link(client, new Socket());
        links.add(link);
        Thread.ofPlatform().daemon().name("requests to " + target).start(link::passRequests);
    }

    @Override
    public synchronized void close() {
        refuse();
        close(reservation);
    }

    private static void close(Closeable what) {
        try {
            what.close();
        } catch (IOException alreadyGone) {
            // closed is closed
        }
    }

    /// A connection of a client, and the one to the service that stands for it.
    private final class Link {
        private static final int CHUNK = 16 * 1024;
        private final Socket client;
        private final Socket service;

        private Link(Socket client, Socket service) {
            this.client = client;
            this.service = service;
        }

        private void passRequests() {
            try {
                client.setTcpNoDelay(true);
                service.setTcpNoDelay(true);
                service.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                Thread.ofPlatform().daemon().name("answers of " + target).start(this::passAnswers);
                byte[] chunk = new byte[CHUNK];
                for (int read; (read = client.getInputStream().read(chunk)) >= 0; ) service.getOutputStream().write(chunk, 0, read);
                end();
            } catch (IOException broken) {
                reset();
            }
        }

        private void passAnswers() {
            try {
                byte[] chunk = new byte[CHUNK];
                for (int read; (read = service.getInputStream().read(chunk)) >= 0; ) {
                    Duration late = lateness;
                    if (late.isPositive()) Thread.sleep(late);
                    client.getOutputStream().write(chunk, 0, read);
                }
                end();
            } catch (IOException broken) {
                reset();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        private void end() {
            links.remove(this);
            close(client);
            close(service);
        }

        private void reset() {
            for (Socket each : new Socket[] {client, service}) {
                try {
                    each.setSoLinger(true, 0);
                } catch (IOException alreadyGone) {
                    // nothing to reset
                }
            }
            end();
        }
    }
}
