package dev.willow.system;

import dev.willow.client.LimiterClient;
import dev.willow.testing.random.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Many guests at several Limiters at once.
final class Party {
    private static final int GUESTS_EACH = 6;

    private final List<LimiterClient> limiters;
    private final Random random = new Random(Seeds.announcedFor(Party.class));

    /// Sums over all guests.
    record Outcome(int refusedByLimit, int waited) {}

    Party(List<LimiterClient> limiters) {
        this.limiters = limiters;
    }

    /// Returns when every guest has had all its turns.
    ///
    /// @param look done again and again meanwhile
    /// @throws java.util.concurrent.ExecutionException if a guest met what it must not
    Outcome run(Runnable look) throws Exception {
        List<Future<Guest.Stays>> guests = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (LimiterClient limiter : limiters)
                for (int i = 0; i < GUESTS_EACH; i++) guests.add(threads.submit(new Guest(limiter, new Random(random.nextLong()))));
            do look.run(); while (!guests.stream().allMatch(Future::isDone));
        }
        int refused = 0;
        int waited = 0;
        for (Future<Guest.Stays> guest : guests) {
            refused += guest.get().refused();
            waited += guest.get().waited();
        }
        return new Outcome(refused, waited);
    }
}
