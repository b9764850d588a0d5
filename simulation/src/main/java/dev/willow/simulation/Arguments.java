package dev.willow.simulation;

import dev.willow.simulation.service.Defect;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// What is to be played.
///
/// @param single one seed to be looked at
/// @param from   otherwise the first of several
/// @param seeds  how many
/// @param most   after how many that break a promise to stop
record Arguments(Optional<Long> single, long from, long seeds, long most, Defect defect) {
    private static final int MANY = 1_000;
    private static final int FIRST_OF_RANDOM = 1_000_000_000;

    static Arguments of(List<String> words) {
        Arguments arguments = new Arguments(
                Optional.empty(), ThreadLocalRandom.current().nextInt(FIRST_OF_RANDOM), MANY, 1, Defect.NONE);
        for (int i = 0; i + 1 < words.size(); i += 2) arguments = arguments.with(words.get(i), words.get(i + 1));
        if (words.size() % 2 != 0) throw new IllegalArgumentException("there is no value for " + words.getLast());
        return arguments;
    }

    private Arguments with(String name, String value) {
        return switch (name) {
            case "--seed" -> new Arguments(Optional.of(Long.parseLong(value)), from, seeds, most, defect);
            case "--from" -> new Arguments(single, Long.parseLong(value), seeds, most, defect);
            case "--seeds" -> new Arguments(single, from, Long.parseLong(value), most, defect);
            case "--most" -> new Arguments(single, from, seeds, Long.parseLong(value), defect);
            case "--defect" -> new Arguments(single, from, seeds, most, Defect.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_')));
            default -> throw new IllegalArgumentException("not known: " + name);
        };
    }
}
