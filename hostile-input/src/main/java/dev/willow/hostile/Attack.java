package dev.willow.hostile;

import dev.willow.hostile.document.Document;
import dev.willow.hostile.judge.Judge;
import dev.willow.hostile.judge.Violation;
import dev.willow.hostile.request.Case;
import dev.willow.hostile.request.Cases;
import dev.willow.hostile.request.Names;
import dev.willow.hostile.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Tries all cases with one service, block by block.
///
/// What may be accepted and may change something goes first. Then everything is made anew, and the state is taken. What cannot change
/// anything follows, together with what was refused just before; if all that may change something is refused this time, the state must be
/// the same afterwards. If it is not, halves of the block tell which request it was.
final class Attack implements AutoCloseable {
    static final String NO_CHANGE = "a refusal changes nothing";
    private static final int BLOCK = 1_000;
    private static final int REFUSED_AGAIN = 4;

    private final String service;
    private final Document document;
    private final int port;
    private final Stage stage;
    private final Settings settings;
    private final Volley volley;
    private final Tally tally;
    private Names names;

    Attack(String service, Document document, int port, Stage stage, Settings settings) {
        this.service = service;
        this.document = document;
        this.port = port;
        this.stage = stage;
        this.settings = settings;
        this.volley = new Volley(port, new Judge(document.problems()), settings.patience());
        this.tally = new Tally(service, document);
    }

    /// Callers that stall, then all cases.
    Tally run() throws InterruptedException {
        List<Case> cases = Cases.of(document, stage.conflicts(), settings.seed(), settings.requests());
        if (settings.only().isPresent()) return run(List.of(cases.get(settings.only().getAsInt())));
        names = stage.set();
        JsonNode before = stage.state();
        tally.found(Stalls.violations(port, aPost(), settings.patience()));
        checkState(before, List.of());
        return run(cases);
    }

    Tally run(List<Case> cases) throws InterruptedException {
        tally.begin();
        names = stage.set();
        for (int from = 0; from < cases.size() && !volley.isHopeless(); from += BLOCK)
            block(cases.subList(from, Math.min(cases.size(), from + BLOCK)));
        tally.end();
        return tally;
    }

    private String aPost() {
        return document.operations().stream().filter(each -> each.method().equals("POST") && !each.path().contains("{"))
                .findFirst().map(each -> each.path()).orElse("/");
    }

    private void block(List<Case> cases) throws InterruptedException {
        List<Case> refused = new ArrayList<>();
        List<Case> uncertain = new ArrayList<>();
        for (Case each : cases) (each.changes() && !each.expectation().mustRefuse() ? uncertain : refused).add(each);
        for (Answered each : tally.add(volley.send(uncertain, names)))
            if (isWrongInItself(each)) refused.add(each.asked());
        names = stage.set();
        amongRefused(refused, REFUSED_AGAIN);
    }

    /// A conflict would be none any more when everything is made anew, and what was gone would be there.
    private static boolean isWrongInItself(Answered answered) {
        return !answered.replies().isEmpty() && answered.replies().stream().allMatch(reply -> Judge.isWrongInItself(answered.asked(), reply));
    }

    private void amongRefused(List<Case> refused, int tries) throws InterruptedException {
        JsonNode before = stage.state();
        List<Answered> answers = volley.send(refused, names);
        List<Case> stillRefused = answers.stream().filter(each -> !each.mayHaveChanged()).map(Answered::asked).toList();
        if (stillRefused.size() == refused.size()) {
            tally.add(answers);
            checkState(before, refused);
            return;
        }
        // Something was accepted that was refused before; what conflicted with the state may do so no more.
        tally.add(answers.stream().filter(each -> !each.asked().expectation().statuses().equals(Set.of(409))).toList());
        names = stage.set();
        if (tries > 1) amongRefused(stillRefused, tries - 1);
    }

    private void checkState(JsonNode before, List<Case> refused) throws InterruptedException {
        tally.compared(refused.size());
        JsonNode after = stage.state();
        String difference = Difference.between(before, after);
        if (difference.isEmpty()) return;
        tally.found(List.of(new Violation(NO_CHANGE, difference + whatChanges(refused))));
        names = stage.set();
    }

    private String whatChanges(List<Case> suspects) throws InterruptedException {
        if (suspects.isEmpty()) return "\n      by a caller that stalled";
        List<Case> left = suspects;
        while (left.size() > 1) {
            List<Case> half = left.subList(0, left.size() / 2);
            if (changes(half)) left = half;
            else left = left.subList(left.size() / 2, left.size());
        }
        return changes(left)
                ? "\n      " + left.getFirst() + "\n      sent " + left.getFirst().with(names).shown()
                : "\n      among " + suspects.size() + " cases from " + suspects.getFirst() + "; none of them does so alone";
    }

    private boolean changes(List<Case> suspects) throws InterruptedException {
        names = stage.set();
        JsonNode before = stage.state();
        volley.send(suspects, names);
        return !Difference.between(before, stage.state()).isEmpty();
    }

    @Override
    public void close() {
        volley.close();
    }
}
