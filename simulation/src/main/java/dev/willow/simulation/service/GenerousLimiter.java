package dev.willow.simulation.service;

import dev.willow.engine.RequestId;
import dev.willow.engine.StateMachine;
import dev.willow.engine.Step;
import dev.willow.limiter.domain.Limit;
import dev.willow.limiter.domain.LimitTable;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LimiterPicture;
import dev.willow.limiter.domain.Refusal;
import dev.willow.limiter.domain.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// [Defect#LAST_PLACE_TWICE]: every tenth addition that a limit refuses gets in, while nobody looks.
final class GenerousLimiter implements StateMachine<LimiterCommand, LimiterEvent, LimiterPicture> {
    private static final int TENTH = 10;
    private static final RequestId NOBODY = new RequestId("nobody");
    private final LimitTable table;
    private int refused;

    GenerousLimiter(LimitTable table) {
        this.table = table;
    }

    @Override
    public List<LimiterEvent> apply(LimiterCommand command, Instant now) {
        List<LimiterEvent> events = table.apply(command, now);
        for (LimiterEvent event : events)
            if (command instanceof LimiterCommand.Add add && event instanceof LimiterEvent.Refused(var _, Refusal.Limited limited)
                    && limited.reason() == Refusal.Reason.LIMIT_REACHED && ++refused % TENTH == 0) return letIn(add, limited, now);
        return events;
    }

    private List<LimiterEvent> letIn(LimiterCommand.Add add, Refusal.Limited limited, Instant now) {
        set(limited, Limit.UNLIMITED, now);
        List<LimiterEvent> events =
                table.apply(new LimiterCommand.Add(add.by(), add.addition(), false, table.capture().rulesVersion()), now);
        set(limited, limited.limit(), now);
        return events;
    }

    private void set(Refusal.Limited limited, Limit limit, Instant now) {
        Terms.Change change = new Terms.Change(Optional.of(limit), Optional.empty());
        table.apply(limited.override()
                .<LimiterCommand>map(override -> new LimiterCommand.ChangeOverride(NOBODY, limited.rule(), override, change))
                .orElseGet(() -> new LimiterCommand.ChangeRule(NOBODY, limited.rule(), change)), now);
    }

    @Override
    public List<LimiterEvent> takeOver(Instant now) {
        return table.takeOver(now);
    }

    @Override
    public Optional<Instant> nextDeadline() {
        return table.nextDeadline();
    }

    @Override
    public Step<LimiterCommand, LimiterEvent> tick(Instant now) {
        return table.tick(now);
    }

    @Override
    public Step<LimiterCommand, LimiterEvent> settle(Instant now) {
        return table.settle(now);
    }

    @Override
    public LimiterPicture capture() {
        return table.capture();
    }

    @Override
    public void restore(LimiterPicture picture) {
        table.restore(picture);
    }
}
