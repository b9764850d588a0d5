package dev.willow.faults.fault;

import dev.willow.faults.scene.Link;
import dev.willow.faults.scene.Scene;
import java.util.Set;

/// Requests, or answers, that end in the middle.
record CutShort(Scene scene, Set<Link> links, boolean answers, int bytes) implements Fault {
    @Override
    public String kind() {
        return answers ? "answers cut in the middle" : "requests cut in the middle";
    }

    @Override
    public String what() {
        return kind() + ", after " + bytes + " bytes, from " + Words.ofLinks(links);
    }

    @Override
    public void strike() {
        for (Link link : links)
            if (answers) scene.proxy(link).cutAnswersAfter(bytes);
            else scene.proxy(link).cutRequestsAfter(bytes);
    }

    @Override
    public void heal() {
        links.forEach(link -> scene.proxy(link).passWhole());
    }
}
