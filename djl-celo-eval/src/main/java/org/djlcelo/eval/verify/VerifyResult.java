package org.djlcelo.eval.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a verification found, for printing. */
public final class VerifyResult {

    private static final String FORMAT = "%-34s %-17s %-36s %10s %10s  %s%n";

    private final Findings findings;

    VerifyResult(Findings findings) {
        this.findings = findings;
    }

    /**
     * Tells whether something was compared and everything was within its tolerance.
     *
     * @return whether the verification succeeded
     */
    public boolean passed() {
        return findings.passed();
    }

    /**
     * Formats the comparisons: per file and kernel the one that is nearest to its tolerance.
     *
     * @return a table and what could not be checked
     */
    public String summary() {
        Map<String, Findings.Comparison> worst = new LinkedHashMap<>();
        for (Findings.Comparison comparison : findings.comparisons()) {
            worst.merge(
                    comparison.file() + " " + comparison.kernel(), comparison, VerifyResult::worse);
        }
        return table(new ArrayList<>(worst.values())) + conclusion();
    }

    /**
     * Formats all comparisons.
     *
     * @return a table and what could not be checked
     */
    public String details() {
        return table(findings.comparisons()) + conclusion();
    }

    private static Findings.Comparison worse(Findings.Comparison a, Findings.Comparison b) {
        return a.share() >= b.share() ? a : b;
    }

    private static String table(List<Findings.Comparison> comparisons) {
        StringBuilder text =
                new StringBuilder(
                        format(
                                "file",
                                "computed by",
                                "nearest to its tolerance",
                                "deviation",
                                "tolerance",
                                ""));
        comparisons.stream()
                .sorted(Comparator.comparing(Findings.Comparison::file))
                .forEach(
                        c ->
                                text.append(
                                        format(
                                                c.file(),
                                                c.kernel(),
                                                c.quantity(),
                                                number(c.deviation()),
                                                number(c.tolerance()),
                                                c.passed() ? "ok" : "MISS")));
        return text.toString();
    }

    private String conclusion() {
        StringBuilder text = new StringBuilder();
        for (Findings.Unchecked unchecked : findings.unchecked()) {
            text.append("not checked: ")
                    .append(unchecked.file())
                    .append(" (")
                    .append(unchecked.reason())
                    .append(")\n");
        }
        List<Findings.Comparison> comparisons = findings.comparisons();
        long misses = comparisons.stream().filter(c -> !c.passed()).count();
        if (comparisons.isEmpty()) {
            return text + "Nothing was checked.\n";
        }
        long files = comparisons.stream().map(Findings.Comparison::file).distinct().count();
        return text
                + String.format(
                        Locale.ROOT,
                        "Files: %d, comparisons: %d, outside their tolerance: %d.%n",
                        files,
                        comparisons.size(),
                        misses);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1e", value);
    }

    private static String format(String... cells) {
        return String.format(Locale.ROOT, FORMAT, (Object[]) cells);
    }
}
