package org.djlcelo.eval.report;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.djlcelo.chart.Palette;
import org.djlcelo.eval.score.Role;
import org.djlcelo.eval.score.ScoreRow;
import org.djlcelo.eval.score.ScoreSheet;
import org.djlcelo.eval.score.Verdict;

/** Which CSS class each row of a score sheet is drawn with. */
final class Styles {

    private static final int LEARNED_COLOURS = 5;
    private static final int HAND_COLOURS = 8;

    private Styles() {}

    /**
     * Learned optimizers in strong colours, Celo in the first; the best Adam in blue, the others in
     * quiet ones.
     */
    static Map<String, String> of(ScoreSheet sheet) {
        Map<String, String> styles = new LinkedHashMap<>();
        int learned = 0;
        int hand = 0;
        for (ScoreRow row : celoFirst(sheet.rows())) {
            styles.put(
                    row.contender(),
                    switch (row.role()) {
                        case LEARNED ->
                                row.contender().contains("random")
                                        ? "random"
                                        : Palette.cycle("learned-", learned++, LEARNED_COLOURS);
                        case BASELINE -> "adam-best";
                        case HAND_DESIGNED -> Palette.cycle("hand-", hand++, HAND_COLOURS);
                    });
        }
        return styles;
    }

    private static List<ScoreRow> celoFirst(List<ScoreRow> rows) {
        return rows.stream().sorted(Comparator.comparing(row -> !Verdict.isCelo(row))).toList();
    }

    /**
     * Adam's single rates in shades, light to dark; none beside other optimizers made by hand, or
     * nobody could tell the lines apart.
     */
    static Map<String, String> ofRates(ScoreSheet sheet) {
        Map<String, String> styles = new LinkedHashMap<>();
        if (sheet.rows().stream().noneMatch(row -> row.role() == Role.HAND_DESIGNED)) {
            List<ScoreRow> rates =
                    sheet.settings().stream().filter(row -> row.role() == Role.BASELINE).toList();
            for (int i = 0; i < rates.size(); i++) {
                styles.put(rates.get(i).contender(), Palette.shade(i, rates.size()));
            }
        }
        return styles;
    }

    /** The name for a legend: that the best setting is shown needs saying of Adam alone. */
    static String name(ScoreRow row) {
        return row.role() == Role.BASELINE ? row.contender() : shortName(row);
    }

    /** The name where something beside it says which settings were searched. */
    static String shortName(ScoreRow row) {
        return row.contender().replaceFirst(", best of .*$", "");
    }
}
