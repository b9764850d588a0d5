package dev.willow.engine.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// What the writer has to do next, and whose turn it is to be the writer: one thread at a time, in the order of the tasks.
///
/// Whoever brings a task sees to it at once, along with what others have brought meanwhile, unless somebody is at it:
/// then that one does. Handing each task to a thread of its own would cost two changes of threads, which is more than
/// most tasks cost. The idea is flat combining (Hendler, Incze, Shavit, Tzafrir 2010).
final class Inbox {
    /// Turns that a caller takes in a row; if there is still more to do, it is mostly other people's.
    private static final int TURNS_OF_A_CALLER = 2;

    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Thread> atWork = new AtomicReference<>();
    /// What the current thread puts while it brings several things together.
    private final ThreadLocal<List<Runnable>> heldBack = new ThreadLocal<>();
    private final Runnable turn;
    private final BooleanSupplier relief;

    /// @param turn   works through tasks by [#poll], not necessarily all; run by one thread at a time
    /// @param relief called when there is more to do than a caller should: whether another thread will call [#work]
    Inbox(Runnable turn, BooleanSupplier relief) {
        this.turn = turn;
        this.relief = relief;
    }

    void put(Runnable task) {
        List<Runnable> together = heldBack.get();
        if (together != null) {
            together.add(task);
            return;
        }
        tasks.add(task);
        takeTurns();
    }

    /// Holds back what this thread puts meanwhile, and then puts it all at once.
    void together(Runnable bring) {
        if (heldBack.get() != null) {
            bring.run(); // amid others
            return;
        }
        List<Runnable> brought = new ArrayList<>();
        heldBack.set(brought);
        try {
            bring.run();
        } finally {
            heldBack.remove();
            tasks.addAll(brought);
            takeTurns();
        }
    }

    private void takeTurns() {
        for (int turns = 0; !tasks.isEmpty(); turns++) {
            if (turns >= TURNS_OF_A_CALLER && relief.getAsBoolean()) return;
            if (!takeTurn()) return;
        }
    }

    /// Takes a turn, also if there is no task, and goes on while there are any.
    ///
    /// @return false if somebody else is at work
    boolean work() {
        do {
            if (!takeTurn()) return false;
        } while (!tasks.isEmpty());
        return true;
    }

    /// The next task, or null.
    Runnable poll() {
        return tasks.poll();
    }

    /// Whether the calling thread is the writer now.
    boolean isMine() {
        return atWork.get() == Thread.currentThread();
    }

    /// @return false if somebody is at work: it looks for tasks once more after its turn, and so finds those added before
    ///         this was called
    private boolean takeTurn() {
        if (!atWork.compareAndSet(null, Thread.currentThread())) return false;
        try {
            turn.run();
        } finally {
            atWork.set(null);
        }
        return true;
    }
}
