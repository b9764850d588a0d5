package dev.willow.kit.waiting;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// What connections may cost on which nothing can be done yet. A request whose head is not complete has a tenth of the memory of a whole
/// one and no thread, and no filter knows of it; a connection that is silent takes one of those that there may be. Both give way to others
/// when there are many, those first that have kept us waiting longest, so that nobody shuts the others out by doing nothing.
final class Crowd {
    /// Sets the time-out of a connection to nearly nothing. Tomcat closes it when it looks next, within a second.
    private static final long NEARLY_NOTHING_MILLIS = 100;

    private final int mostHeads;
    private final long longestHead;
    /// The heads that are not complete, and when they began, the oldest first.
    private final Map<SocketWrapperBase<?>, Long> heads = new LinkedHashMap<>();
    private final Set<SocketWrapperBase<?>> busy = ConcurrentHashMap.newKeySet();

    /// @param mostHeads   heads that are not complete, before the oldest give way
    /// @param longestHead how long one may take from its first byte to its last
    Crowd(int mostHeads, Duration longestHead) {
        this.mostHeads = mostHeads;
        this.longestHead = longestHead.toNanos();
    }

    /// The head of a request is not complete, though something came of it.
    ///
    /// @return whether it may go on; otherwise the connection is to be closed
    synchronized boolean isIncomplete(SocketWrapperBase<?> socket, long now) {
        if (heads.containsKey(socket)) return !tookTooLong(socket, now);
        if (heads.size() >= mostHeads) heads.keySet().removeIf(SocketWrapperBase::isClosed);
        if (heads.size() >= 2 * mostHeads) return false;
        heads.put(socket, now);
        if (heads.size() > mostHeads) oldestGivesWay(now);
        return true;
    }

    /// More came of a head that was not complete; whether that is too late.
    synchronized boolean tookTooLong(SocketWrapperBase<?> socket, long now) {
        Long begun = heads.get(socket);
        return begun != null && now - begun >= longestHead;
    }

    private void oldestGivesWay(long now) {
        for (Iterator<Map.Entry<SocketWrapperBase<?>, Long>> each = heads.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<SocketWrapperBase<?>, Long> oldest = each.next();
            if (now - oldest.getValue() >= longestHead) continue; // it was told before
            oldest.setValue(now - longestHead);
            oldest.getKey().setReadTimeout(NEARLY_NOTHING_MILLIS);
            return;
        }
    }

    synchronized void isComplete(SocketWrapperBase<?> socket) {
        heads.remove(socket);
    }

    /// From here on a request of this connection is worked on.
    void begins(SocketWrapperBase<?> socket) {
        busy.add(socket);
    }

    void ends(SocketWrapperBase<?> socket) {
        busy.remove(socket);
    }

    /// Has those connections give way that were silent for longest.
    void thinOut(Collection<? extends SocketWrapperBase<?>> connections, int many) {
        connections.stream()
                .filter(NioSocketWrapper.class::isInstance).map(NioSocketWrapper.class::cast)
                .filter(connection -> connection.getCurrentProcessor() == null && !busy.contains(connection))
                .map(connection -> new Silent(connection, connection.getLastRead()))
                .sorted(Comparator.comparingLong(Silent::since))
                .limit(many)
                .forEach(silent -> silent.connection.setReadTimeout(NEARLY_NOTHING_MILLIS));
    }

    private record Silent(NioSocketWrapper connection, long since) {}
}
