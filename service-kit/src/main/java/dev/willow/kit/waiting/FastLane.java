package dev.willow.kit.waiting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// Whether the service is well is asked by those who start it anew if it does not say so in time, which in a crowd would be the worst to do.
/// Virtual threads run in the order in which they came, and a crowd is many hundreds of them. So who asks just that is seen by its first bytes, and
/// is answered on one of a few threads that the system has run beside the others.
///
/// That is a favour and no promise: when these threads are taken, or where the bytes are encrypted, it goes as for everybody.
final class FastLane {
    private static final List<byte[]> BEGINNINGS = List.of(ascii("GET /health"), ascii("GET /actuator/health"));
    private static final int LONGEST = BEGINNINGS.stream().mapToInt(each -> each.length).max().orElseThrow();
    private static final int THREADS = 4;

    private final Executor threads = new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("health-", 0).factory());

    /// What a look at a connection shows.
    enum Sight {
        /// Somebody asks whether the service is well.
        HEALTH,
        OTHER,
        /// Who saw to the request before has not let go of the connection yet, and is about to.
        HELD
    }

    /// Looks ahead, without waiting for anything; what is read is put back.
    ///
    /// @param socket of which something can be read, and which nobody else reads
    Sight look(SocketWrapperBase<NioChannel> socket) {
        if (socket.getCurrentProcessor() != null || socket.getSocket().getClass() != NioChannel.class) return Sight.OTHER;
        if (!socket.getLock().tryLock()) return Sight.HELD;
        try {
            ByteBuffer first = ByteBuffer.allocate(LONGEST);
            if (socket.read(false, first) <= 0) return Sight.OTHER;
            socket.unRead(first.flip());
            return BEGINNINGS.stream().anyMatch(each -> begins(first, each)) ? Sight.HEALTH : Sight.OTHER;
        } catch (IOException endOrReset) {
            return Sight.OTHER; // whoever reads next sees it too
        } finally {
            socket.getLock().unlock();
        }
    }

    private static boolean begins(ByteBuffer text, byte[] beginning) {
        return text.limit() >= beginning.length && text.slice(0, beginning.length).equals(ByteBuffer.wrap(beginning));
    }

    /// @return false if all threads are taken
    boolean run(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException taken) {
            return false;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
