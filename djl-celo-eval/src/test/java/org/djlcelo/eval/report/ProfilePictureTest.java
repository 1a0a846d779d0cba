package org.djlcelo.eval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.Resampling;
import org.djlcelo.eval.score.Runs;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ProfilePictureTest {

    @Test
    void showsBothScoresWithOneLegend() throws Exception {
        Report report =
                report(
                        List.of(
                                Runs.of("t", "celo", 0, 0.4f),
                                Runs.of("t", "adam@0.1", 0, 0.5f),
                                Runs.of("u", "celo", 0, 0.7f),
                                Runs.of("u", "adam@0.1", 0, 0.5f)));
        Element picture = Pictures.parse(ProfilePicture.svg(report));
        assertEquals(2, picture.getElementsByTagName("svg").getLength(), "charts");
        List<String> texts = Pictures.texts(picture);
        assertTrue(texts.indexOf("speed-up score") < texts.indexOf("final-loss score"));
        for (String once : List.of("speed-up score", "final-loss score", "celo", "adam@0.1")) {
            assertEquals(1, texts.stream().filter(once::equals).count(), once + " in " + texts);
        }
        assertEquals(2, texts.stream().filter("over 2 tasks"::equals).count(), texts.toString());
    }

    @Test
    void aLongScopeStandsBeneathTheTitle() throws Exception {
        List<RunRecord> runs = new ArrayList<>();
        for (String task : List.of("t", "u")) {
            runs.add(Runs.of(task, "celo", 0, 0.4f));
            runs.add(Runs.of(task, "adam@0.1", 0, 0.5f));
        }
        String missing = "a-task-with-a-name";
        runs.add(Runs.of(missing, "adam@0.1", 0, 0.5f));
        Element picture = Pictures.parse(ProfilePicture.svg(report(runs)));
        Element title = Pictures.text(picture, "speed-up score");
        Element scope =
                Pictures.text(
                        picture,
                        "over 2 tasks that every optimizer was run on (without " + missing + ")");
        assertEquals(title.getAttribute("x"), scope.getAttribute("x"));
        assertTrue(y(scope) >= y(title) + 15, y(title) + " and " + y(scope));
    }

    @Test
    void everyLearnedOptimizerHasALineOfItsOwnAndCeloTheFirst() {
        List<RunRecord> runs = new ArrayList<>();
        for (char name = 'a'; name < 'a' + 14; name++) {
            runs.add(Runs.of("t", "celo-" + name, 0, 0.4f));
        }
        runs.add(Runs.of("t", "celo", 0, 0.4f));
        runs.add(Runs.of("t", "adam@0.1", 0, 0.5f));
        Map<String, String> styles = report(runs).chapter().styles();
        assertEquals(16, Set.copyOf(styles.values()).size(), styles.toString());
        assertEquals("learned-0", styles.get("celo"));
    }

    private static int y(Element text) {
        return Integer.parseInt(text.getAttribute("y"));
    }

    private static Report report(List<RunRecord> runs) {
        return Report.of(runs, new Bootstrap(20, 0, Resampling.RUNS));
    }
}
