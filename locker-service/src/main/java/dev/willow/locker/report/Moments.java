package dev.willow.locker.report;

import dev.willow.common.time.Ticker;
import dev.willow.engine.RequestId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// When something was last noted of each of many requests. Bounded: what nobody asks for again, such as a line that ended with a
/// leadership, is forgotten for what comes later. For any number of threads.
final class Moments {
    private static final int MOST_REMEMBERED = 100_000;

    private final Ticker ticker;
    private final Map<RequestId, Long> nanos = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RequestId, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Moments(Ticker ticker) {
        this.ticker = ticker;
    }

    synchronized void note(RequestId request) {
        nanos.put(request, ticker.nanos());
    }

    /// Forgets the request.
    ///
    /// @return how many nanoseconds ago it was noted; nothing if it was not
    synchronized OptionalLong takeAge(RequestId request) {
        Long noted = nanos.remove(request);
        return noted == null ? OptionalLong.empty() : OptionalLong.of(ticker.nanos() - noted);
    }
}
