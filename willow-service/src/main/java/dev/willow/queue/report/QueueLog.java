package dev.willow.queue.report;

import dev.willow.engine.EffectRunner;
import dev.willow.queue.domain.Fate;
import dev.willow.queue.domain.QueueEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down why items are handed out more than once: each line is a time-out, a failure or a release.
public final class QueueLog implements EffectRunner<QueueEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(QueueLog.class);

    @Override
    public void perform(QueueEvent event) {
        switch (event) {
            case QueueEvent.TimedOut(String queue, var channel, var item, Fate fate) ->
                    LOG.info("item {} of channel {} in queue \"{}\" timed out: {}", item.value(), channel, queue, meaning(fate));
            case QueueEvent.Acked(var _, var item, Fate fate) when fate != Fate.DONE ->
                    LOG.info("item {} was not done: {}", item.value(), meaning(fate));
            default -> {}
        }
    }

    private static String meaning(Fate fate) {
        return switch (fate) {
            case DONE -> "done";
            case USED_UP -> "its attempts are used up, it is gone";
            case OVERTAKEN -> "others wait, it is gone and counts as updated away";
            case TO_FRONT -> "it waits again, at the front";
            case TO_BACK -> "it waits again, at the back";
            case REPLACED_LAST -> "it waits again, in the place of the last one";
        };
    }
}
