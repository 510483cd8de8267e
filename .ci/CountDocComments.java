import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts the doc comments of Java sources by their first word.
 * <p>
 * {@code java .ci/CountDocComments.java [--list] [FOLDER...]} prints the figures; {@code --list} also prints each comment that
 * opens with a word that hides its subject, such as "What". Ends with status 1 if {@code --list} found one.
 */
public class CountDocComments {

    private static final Set<String> HIDING = Set.of("What", "How", "Whether", "As", "It", "Those", "That", "Where", "When",
            "Which", "Who");

    private static final Pattern COMMENT = Pattern.compile("/\\*\\*(?!/)(.*?)\\*/", Pattern.DOTALL);

    /** String literals, text blocks, line and block comments, in one expression: a "/**" inside of a string is not a comment. */
    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'|//[^\\n]*|/\\*(?s:.*?)\\*/");

    public static void main(String[] arguments) throws IOException {
        List<String> folders = new ArrayList<>(List.of(arguments));
        boolean list = folders.remove("--list");
        if (folders.isEmpty()) {
            folders.add(".");
        }
        Map<String, Integer> words = new TreeMap<>();
        List<String> hiding = new ArrayList<>();
        int total = 0;
        for (String folder : folders) {
            for (Path file : sources(Path.of(folder))) {
                for (Found found : comments(Files.readString(file))) {
                    total++;
                    words.merge(found.word(), 1, Integer::sum);
                    if (HIDING.contains(found.word())) {
                        hiding.add(file.normalize() + ":" + found.line() + ": " + found.text());
                    }
                }
            }
        }
        if (list) {
            hiding.forEach(System.out::println);
        }
        System.out.printf("%d doc comments, %d (%.1f %%) open with a word that hides the subject: %s%n", total, hiding.size(),
                total == 0 ? 0.0 : 100.0 * hiding.size() / total, words.entrySet().stream()
                        .filter(word -> HIDING.contains(word.getKey())).sorted(byCount())
                        .map(word -> word.getKey() + " " + word.getValue()).collect(Collectors.joining(", ")));
        System.out.println("Most frequent first words: " + words.entrySet().stream().sorted(byCount()).limit(20)
                .map(word -> word.getKey() + " " + word.getValue()).collect(Collectors.joining(", ")));
        if (list && !hiding.isEmpty()) {
            System.exit(1);
        }
    }

    private record Found(int line, String word, String text) {
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !("/" + file + "/").replace('\\', '/').contains("/target/")).sorted().toList();
        }
    }

    private static List<Found> comments(String source) {
        List<Found> found = new ArrayList<>();
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            Matcher comment = COMMENT.matcher(token.group());
            if (!comment.matches()) {
                continue;
            }
            String text = comment.group(1).replaceAll("(?m)^\\s*\\*", " ").replaceAll("\\s+", " ").strip();
            String first = text.replaceFirst("[^\\p{L}@]*", "").split("[^\\p{L}@']", 2)[0];
            long line = source.substring(0, token.start()).chars().filter(character -> character == '\n').count() + 1;
            found.add(new Found((int) line, first, text));
        }
        return found;
    }

    private static java.util.Comparator<Map.Entry<String, Integer>> byCount() {
        return Map.Entry.<String, Integer> comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());
    }
}
