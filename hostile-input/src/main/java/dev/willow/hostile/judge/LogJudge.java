package dev.willow.hostile.judge;

import java.util.List;
import java.util.regex.Pattern;

/// Judges what a service wrote meanwhile.
public final class LogJudge {
    public static final String CLEAN = "nothing of it is a defect by the log";
    private static final Pattern DEFECT = Pattern.compile("^\\S+ ERROR|^\\s+at \\S+\\(|Exception|^Caused by|OutOfMemory|StackOverflow");
    private static final int SHOWN = 20;

    private LogJudge() {}

    public static List<Violation> violations(String service, String log) {
        return log.lines().filter(line -> DEFECT.matcher(line).find()).limit(SHOWN)
                .map(line -> new Violation(CLEAN, service + " wrote: " + line)).toList();
    }
}
