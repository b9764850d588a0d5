package dev.willow.limiter.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.willow.common.values.KeyPatterns;
import dev.willow.common.values.KeyValues;
import dev.willow.common.values.Value;
import dev.willow.common.values.ValuePattern;
import dev.willow.engine.RequestId;
import dev.willow.limiter.domain.Addition;
import dev.willow.limiter.domain.Bound;
import dev.willow.limiter.domain.CounterState;
import dev.willow.limiter.domain.GroupKey;
import dev.willow.limiter.domain.Limit;
import dev.willow.limiter.domain.LimiterCommand;
import dev.willow.limiter.domain.LimiterEvent;
import dev.willow.limiter.domain.LimiterPicture;
import dev.willow.limiter.domain.Refusal;
import dev.willow.limiter.domain.RoomNews;
import dev.willow.limiter.domain.RuleState;
import dev.willow.limiter.domain.Terms;
import dev.willow.testing.codec.StoredFormsContract;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LimitCodecsTest extends StoredFormsContract<LimiterCommand, LimiterEvent, LimiterPicture> {
    private static final RequestId BY = new RequestId("r1");
    private static final KeyValues MAIN = KeyValues.of("branch", Value.text("main"), "build", Value.int64(7));
    private static final KeyPatterns KEYS =
            KeyPatterns.of(Map.of("branch", ValuePattern.ANY, "os", ValuePattern.exactly(Value.text("linux"))));
    private static final Terms TERMS = new Terms(Limit.atMost(5), true);
    private static final Bound.Rule RULE = new Bound.Rule("i", "builds", KEYS, TERMS);
    private static final Bound.RuleOverride OVERRIDE =
            new Bound.RuleOverride("j", "builds", "main", KEYS, new Terms(Limit.UNLIMITED, false));
    private static final Terms.Change CHANGE = new Terms.Change(Optional.of(Limit.UNLIMITED), Optional.empty());
    private static final Addition ADDITION =
            new Addition(MAIN, 3, Optional.of(new Addition.LeaseTerms("x", Duration.ofSeconds(5))));
    private static final Refusal.Limited LIMITED = new Refusal.Limited(
            Refusal.Reason.LIMIT_REACHED, "builds", Optional.of("main"), Limit.atMost(5), 5, MAIN);

    private static final List<LimiterCommand> COMMANDS = List.of(
            new LimiterCommand.CreateRule(BY, RULE),
            new LimiterCommand.ChangeRule(BY, "builds", CHANGE),
            new LimiterCommand.DeleteRule(BY, "builds"),
            new LimiterCommand.CreateOverride(BY, "builds", "j", "main", KEYS, TERMS),
            new LimiterCommand.ChangeOverride(BY, "builds", "main", new Terms.Change(Optional.empty(), Optional.of(true))),
            new LimiterCommand.DeleteOverride(BY, "builds", "main"),
            new LimiterCommand.Add(BY, ADDITION, true, 17),
            new LimiterCommand.Add(BY, new Addition(MAIN, Long.MAX_VALUE, Optional.empty()), false, -1),
            new LimiterCommand.Subtract(BY, MAIN, 2),
            new LimiterCommand.RemoveLease(BY, MAIN, "x"),
            new LimiterCommand.SetNumber(BY, MAIN, -4),
            new LimiterCommand.Lapse(List.of(1L, Long.MAX_VALUE)),
            new LimiterCommand.Withdraw(BY, Optional.of("why")),
            new LimiterCommand.Withdraw(BY, Optional.empty()),
            new LimiterCommand.Cover(BY, 3),
            new LimiterCommand.Uncover(List.of(MAIN)),
            new LimiterCommand.Uncover(List.of()),
            new LimiterCommand.UseSession("s1"),
            new LimiterCommand.Decide(BY),
            new LimiterCommand.AnswerAhead(true));

    private static final List<LimiterEvent> EVENTS = List.of(
            new LimiterEvent.RuleStands(BY, new RuleState(RULE, List.of(OVERRIDE))),
            new LimiterEvent.RuleDeleted(BY),
            new LimiterEvent.OverrideStands(BY, OVERRIDE),
            new LimiterEvent.OverrideDeleted(BY),
            new LimiterEvent.Counted(BY, new CounterState(Optional.of("c1"), MAIN, 4, List.of("x")), Optional.of(9L)),
            new LimiterEvent.Counted(BY, new CounterState(Optional.empty(), MAIN, 0, List.of()), Optional.empty()),
            new LimiterEvent.Refused(BY, LIMITED),
            new LimiterEvent.Refused(BY, new Refusal.NoSuchRule("a")),
            new LimiterEvent.Refused(BY, new Refusal.NoSuchOverride("a", "b")),
            new LimiterEvent.Refused(BY, new Refusal.NameInUse("a")),
            new LimiterEvent.Refused(BY, new Refusal.GroupInUse("a")),
            new LimiterEvent.Refused(BY, new Refusal.KeysMissing(List.of("a", "b"))),
            new LimiterEvent.Refused(BY, new Refusal.NeverApplies("a")),
            new LimiterEvent.Refused(BY, new Refusal.TooLarge()),
            new LimiterEvent.Withdrawn(BY, new Refusal.LockerUnreachable("why")),
            new LimiterEvent.HeartbeatTaken(BY, List.of("x")),
            new LimiterEvent.RoomTold(BY, new RoomNews("1-2", true, List.of(
                    new RoomNews.Room("builds", Optional.empty(), Optional.of(MAIN), Optional.of(1L))))),
            new LimiterEvent.Refused(BY, new Refusal.LineFull("builds", Optional.of("main"), MAIN, 1000)),
            new LimiterEvent.BatchBegun(BY),
            new LimiterEvent.Refused(BY, new Refusal.TooManyListeners(100)),
            new LimiterEvent.Settled(BY),
            new LimiterEvent.Refused(BY, new Refusal.Unsettled()),
            new LimiterEvent.Refused(BY, new Refusal.AnotherRun(7)));

    private static final List<LimiterPicture> PICTURES = List.of(
            new LimiterPicture(0, 0, 0, Optional.empty(), false, List.of(), List.of(), List.of()),
            new LimiterPicture(
                    3, 12, 2, Optional.of("s1"), false, List.of(new RuleState(RULE, List.of(OVERRIDE))),
                    List.of(new LimiterPicture.CounterPicture(
                            "c1", MAIN, 5, List.of(new LimiterPicture.LeasePicture("x", 9, 2, Duration.ofSeconds(5))))),
                    List.of(new LimiterPicture.WaiterPicture(
                            BY, 11, ADDITION, List.of(new GroupKey("i", MAIN)), List.of(MAIN), true))),
            new LimiterPicture(1, 2, 3, Optional.empty(), true, List.of(), List.of(), List.of()));

    /// As builds wrote it that answered nothing ahead.
    private static final String FORMER_PICTURE =
            "Ab9scnVsZXNWZXJzaW9uAGhzZXF1ZW5jZQBpbGVhZGVyUnVuAGtsb2NrU2Vzc2lvbvZlcnVsZXOAaGNvdW50ZXJzgGRsaW5lgP8=";

    @Test
    void a_picture_without_word_of_what_was_answered_ahead_says_that_nothing_was() {
        assertThat(LimitCodecs.version1().pictures().decode(Base64.getDecoder().decode(FORMER_PICTURE))).isEqualTo(PICTURES.getFirst());
    }

    LimitCodecsTest() {
        super(LimitCodecs.version1(), COMMANDS, EVENTS, PICTURES,
                List.of(LimiterCommand.class, LimiterEvent.Answer.class, Refusal.class, Bound.class, Limit.class));
    }
}
