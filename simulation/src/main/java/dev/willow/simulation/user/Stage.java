package dev.willow.simulation.user;

import dev.willow.simulation.model.LimitModel;
import dev.willow.simulation.model.LockModel;
import dev.willow.simulation.model.Outcomes;
import dev.willow.simulation.model.QueueModel;
import dev.willow.simulation.network.Network;
import dev.willow.simulation.node.Judge;
import dev.willow.simulation.service.LimiterService;
import dev.willow.simulation.service.LockerService;
import dev.willow.simulation.service.WillowService;
import dev.willow.simulation.time.Timeline;
import java.util.HashSet;
import java.util.Set;

/// What users meet, and who looks on.
public final class Stage {
    public final Timeline timeline;
    public final Network network;
    public final Judge judge;
    public final LockerService locker;
    public final LimiterService limiter;
    public final WillowService willow;
    public final LockModel locks;
    public final LimitModel limits;
    public final QueueModel queues;
    public final Outcomes outcomes;
    /// Leases that users have asked for.
    public final Set<LimitModel.Held> askedFor = new HashSet<>();
    private Mood mood = Mood.LIVELY;
    private long names;

    /// What users are up to.
    public enum Mood {
        /// They do whatever comes to their minds.
        LIVELY,
        /// They end what they began, properly, and begin nothing.
        ENDING
    }

    public Stage(Timeline timeline, Network network, Judge judge, LockerService locker, LimiterService limiter, WillowService willow,
            LockModel locks, LimitModel limits, QueueModel queues) {
        this.timeline = timeline;
        this.network = network;
        this.judge = judge;
        this.locker = locker;
        this.limiter = limiter;
        this.willow = willow;
        this.locks = locks;
        this.limits = limits;
        this.queues = queues;
        this.outcomes = new Outcomes(judge);
    }

    public void turnTo(Mood other) {
        mood = other;
    }

    public boolean isLively() {
        return mood == Mood.LIVELY;
    }

    /// A name that nobody else has.
    public String fresh(String kind) {
        return kind + ++names;
    }
}
