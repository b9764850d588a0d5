package dev.willow.queue.domain.dispatch;

import dev.willow.engine.RequestId;
import dev.willow.engine.Step;
import dev.willow.queue.domain.QueueCommand;
import dev.willow.queue.domain.QueueEvent;
import dev.willow.queue.domain.Refusal;
import java.util.ArrayList;
import java.util.List;

/// What the dispatcher wants logged and told, until the engine asks for it.
final class Outbox {
    private List<QueueCommand> commands = new ArrayList<>();
    private List<QueueEvent> events = new ArrayList<>();

    void log(QueueCommand command) {
        commands.add(command);
    }

    void tell(QueueEvent event) {
        events.add(event);
    }

    void refuse(RequestId request, Refusal refusal) {
        events.add(new QueueEvent.Refused(request, refusal));
    }

    Step<QueueCommand, QueueEvent> drain() {
        if (commands.isEmpty() && events.isEmpty()) return Step.nothing();
        Step<QueueCommand, QueueEvent> step = new Step<>(commands, events);
        commands = new ArrayList<>();
        events = new ArrayList<>();
        return step;
    }
}
