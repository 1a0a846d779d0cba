package org.djlcelo.eval.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which CSS class each row of a score sheet is drawn with. */
final class Styles {

    private static final int ADAM_SHADES = 5;
    private static final int LEARNED_COLOURS = 3;
    private static final int TASK_COLOURS = 4;

    private Styles() {}

    /**
     * Gives Adam's rates shades of one colour, light to dark, and the others colours of their own.
     *
     * @param baselines rows of Adam, by ascending rate
     * @param others all other rows
     * @return classes by row, learned optimizers first
     */
    static Map<String, String> of(List<String> baselines, List<String> others) {
        Map<String, String> styles = new LinkedHashMap<>();
        // Celo first, random weights last
        List<String> ordered = others.stream().sorted(Styles::randomLast).toList();
        for (int i = 0; i < ordered.size(); i++) {
            styles.put(ordered.get(i), "learned-" + Math.min(i, LEARNED_COLOURS - 1));
        }
        for (int i = 0; i < baselines.size(); i++) {
            styles.put(baselines.get(i), "adam-" + i * ADAM_SHADES / baselines.size());
        }
        return styles;
    }

    static String task(int index) {
        return "task-" + index % TASK_COLOURS;
    }

    private static int randomLast(String a, String b) {
        int order = Boolean.compare(a.contains("random"), b.contains("random"));
        return order != 0 ? order : a.compareTo(b);
    }
}
