package dev.willow.cli;

import dev.willow.common.api.queue.Explanation;
import dev.willow.common.api.queue.Explanation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// An explanation, for people.
final class ExplainPage {
    private ExplainPage() {}

    static List<String> lines(Explanation explanation, Ink ink) {
        List<String> lines = new ArrayList<>();
        String position = explanation.position().map(it -> "position " + it + ", ").orElse("");
        lines.add(position + explanation.waiting() + " waiting, " + explanation.processing() + " in processing");
        explanation.channels().ifPresent(channels -> lines.add(standing(channels)));
        explanation.wouldBeServed().ifPresent(served -> lines.add(served
                ? ink.paint("a consumer that came now would be served", Colour.GOOD)
                : ink.paint("a consumer that came now would get nothing", Colour.WARNING)));
        if (explanation.channels().isPresent() && explanation.wouldBeServed().isEmpty())
            lines.add("whether a consumer that came now would be served is not known: there are too many channels to ask about each");
        explanation.heldBy().ifPresent(consumer -> lines.add("held by " + Words.clean(of(consumer))));
        for (Reason reason : explanation.reasons()) add(reason, ink, lines);
        return lines;
    }

    static String of(Explanation.Consumer consumer) {
        return "request " + consumer.requestId() + " from " + consumer.address();
    }

    private static String standing(Explanation.Channels channels) {
        StringJoiner parts = new StringJoiner(", ", channels.matching() + (channels.matching() == 1 ? " channel: " : " channels: "), "");
        parts.add(channels.ready() + " ready").add(channels.heldBack() + " held back").add(channels.beingAskedFor() + " being asked for")
                .add(channels.nothingWaiting() + " with nothing waiting");
        return parts.toString();
    }

    private static void add(Reason reason, Ink ink, List<String> lines) {
        Colour colour = reason.code().equals("ready") ? Colour.GOOD : Colour.WARNING;
        lines.add(ink.paint(Words.clean(reason.code()), colour) + ": " + Words.clean(reason.detail()));
        reason.keyValues().ifPresent(channel -> detail("channel", Words.of(channel)
                + reason.heldChannels().filter(held -> held > 1).map(held -> ", one of " + held + " that it holds back").orElse(""), lines));
        reason.group().ifPresent(group -> detail("group", Words.of(group), lines));
        for (Explanation.Holder holder : reason.holders()) detail("held by", of(holder), lines);
        reason.unnamed().ifPresent(further -> detail("held by", further + " more, without a lease of their own here", lines));
        reason.change().ifPresent(change -> detail("to change", change, lines));
    }

    private static String of(Explanation.Holder holder) {
        if (holder.itemId().isEmpty()) return "the lease " + holder.lease() + ", which is no item's";
        StringJoiner parts = new StringJoiner(", ");
        parts.add("item " + holder.itemId().get() + holder.queue().map(queue -> " of " + queue).orElse(""));
        holder.keyValues().ifPresent(channel -> parts.add(Words.of(channel)));
        holder.attempt().ifPresent(attempt -> parts.add("attempt " + attempt));
        holder.consumer().ifPresent(consumer -> parts.add(of(consumer)));
        return parts.toString();
    }

    private static void detail(String what, String text, List<String> lines) {
        lines.add(Words.clean("    " + what + " ".repeat(10 - what.length()) + text));
    }
}
