package dev.willow.client.demo;

import java.util.List;
import java.util.stream.Collectors;

/// One promise, and whether it was kept.
///
/// @param claim  what is promised
/// @param breach what was found that breaks it, for people; empty if it was kept
record Check(String claim, List<String> breach) {
    private static final int SHOWN = 3;

    boolean holds() {
        return breach.isEmpty();
    }

    @Override
    public String toString() {
        if (holds()) return "ok    " + claim;
        String more = breach.size() > SHOWN ? " and " + (breach.size() - SHOWN) + " more" : "";
        return "FAIL  " + claim + ": " + breach.stream().limit(SHOWN).collect(Collectors.joining("; ")) + more;
    }
}
