package dev.willow.bench.floor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// Callers that need the same kind of work done: one piece of it at a time, for all who came while the one before was done.
final class Gathering {
    private final BlockingQueue<CompletableFuture<Void>> waiting = new LinkedBlockingQueue<>();

    interface Work {
        /// @param callers for whom it is done
        void perform(int callers) throws IOException;
    }

    private Gathering() {}

    /// @param worker does the work
    static Gathering start(Thread.Builder worker, Work work) {
        var gathering = new Gathering();
        worker.start(() -> gathering.serve(work));
        return gathering;
    }

    /// Returns when the caller's work is done.
    void join() {
        var done = new CompletableFuture<Void>();
        waiting.add(done);
        done.join();
    }

    private void serve(Work work) {
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        try {
            while (true) {
                callers.add(waiting.take());
                waiting.drainTo(callers);
                work.perform(callers.size());
                callers.forEach(caller -> caller.complete(null));
                callers.clear();
            }
        } catch (IOException | InterruptedException failed) {
            callers.forEach(caller -> caller.completeExceptionally(failed));
        }
    }
}
