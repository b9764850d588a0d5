package dev.willow.system;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The links of Markdown pages to other files of the repository, and to headings in them.
final class Links {
    private static final Set<String> LEFT_BY_BUILDS = Set.of("target", "node_modules", ".git");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *$");

    private Links() {}

    /// Links that lead nowhere, each after the page that it is on.
    static List<String> broken(List<Path> pages) throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages) {
            String text = CODE.matcher(Files.readString(page)).replaceAll("");
            for (String link : LINK.matcher(text).results().map(found -> found.group(1)).toList())
                if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) broken.add(page + " -> " + link);
        }
        return broken;
    }

    /// All pages under a folder. What builds leave there is not even looked at, as a build of another test may be changing it.
    static List<Path> pagesUnder(Path folder) throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                return LEFT_BY_BUILDS.contains(inner.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) pages.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        pages.sort(null);
        return pages;
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        if (!Files.exists(target)) return false;
        return parts.length == 1 || anchors(target).contains(parts[1]);
    }

    /// As web pages of repositories make them of headings.
    private static Set<String> anchors(Path page) throws IOException {
        if (!page.toString().endsWith(".md")) return Set.of();
        String withoutBlocks = Files.readString(page).replaceAll("(?ms)^```.*?^```", "");
        return HEADING.matcher(withoutBlocks).results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
