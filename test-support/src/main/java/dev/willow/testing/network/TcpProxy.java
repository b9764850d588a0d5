package dev.willow.testing.network;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between clients and a service on this machine. It passes on what both say, until a test has it be late, cut
/// connections off, cut off what is being said, or let nobody connect.
///
/// ```
/// client ──► proxy ──► service      requests pass at once, or late, or in part
/// client ◄── proxy ◄── service      answers likewise
/// ```
public final class TcpProxy implements AutoCloseable {
    private static final int BACKLOG = 1_000;
    private static final int WHOLE = Integer.MAX_VALUE;

    private final int port;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Socket reservation = new Socket();
    private final Course requests = new Course();
    private final Course answers = new Course();
    private volatile int target;
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

    /// From now on new connections lead to another port: the service was started again and listens there.
    public void leadTo(int newTarget) {
        target = newTarget;
    }

    /// From now on what the service says reaches clients so much later; zero: at once.
    public void delayAnswers(Duration by) {
        answers.lateness = by;
    }

    /// From now on what clients say reaches the service so much later; zero: at once.
    public void delayRequests(Duration by) {
        requests.lateness = by;
    }

    /// From now on a connection ends as soon as a client says something, when so many bytes of it have passed.
    public void cutRequestsAfter(int bytes) {
        requests.passing = bytes;
    }

    /// From now on a connection ends as soon as the service says something, when so many bytes of it have passed.
    public void cutAnswersAfter(int bytes) {
        answers.passing = bytes;
    }

    /// Ends what [#cutRequestsAfter] and [#cutAnswersAfter] began.
    public void passWhole() {
        requests.passing = WHOLE;
        answers.passing = WHOLE;
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

    /// What happens to what is said in one direction.
    private static final class Course {
        private volatile Duration lateness = Duration.ZERO;
        private volatile int passing = WHOLE;

        /// @return false if no more is to pass
        private boolean pass(byte[] said, int length, OutputStream to) throws IOException, InterruptedException {
            Duration late = lateness;
            if (late.isPositive()) Thread.sleep(late);
            int passes = passing;
            to.write(said, 0, Math.min(length, passes));
            return passes == WHOLE;
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
                Thread.ofPlatform().daemon().name("answers of " + target).start(() -> pass(service, client, answers));
                pass(client, service, requests);
            } catch (IOException broken) {
                reset();
            }
        }

        private void pass(Socket from, Socket to, Course course) {
            try {
                byte[] chunk = new byte[CHUNK];
                for (int read; (read = from.getInputStream().read(chunk)) >= 0; )
                    if (!course.pass(chunk, read, to.getOutputStream())) break;
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
