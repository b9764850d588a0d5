package dev.willow.faults.fault;

import dev.willow.faults.scene.Link;
import dev.willow.faults.scene.Scene;
import java.time.Duration;
import java.util.Set;

/// Requests and answers that take long on their way. What is still under way at the end is cut off.
record SlowNetwork(Scene scene, Set<Link> links, Duration requests, Duration answers) implements Fault {
    @Override
    public String kind() {
        return "slow network";
    }

    @Override
    public String what() {
        return "requests " + requests.toMillis() + " ms and answers " + answers.toMillis() + " ms late from " + Words.ofLinks(links);
    }

    @Override
    public void strike() {
        set(requests, answers);
    }

    @Override
    public void heal() {
        set(Duration.ZERO, Duration.ZERO);
        links.forEach(link -> scene.proxy(link).cut());
    }

    private void set(Duration late, Duration lateAnswers) {
        for (Link link : links) {
            scene.proxy(link).delayRequests(late);
            scene.proxy(link).delayAnswers(lateAnswers);
        }
    }
}
