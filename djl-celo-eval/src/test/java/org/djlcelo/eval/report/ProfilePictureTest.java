package org.djlcelo.eval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.Resampling;
import org.djlcelo.eval.score.Runs;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ProfilePictureTest {

    @Test
    void showsBothScoresWithOneLegend() throws Exception {
        Report report =
                Report.of(
                        List.of(
                                Runs.of("t", "celo", 0, 0.4f),
                                Runs.of("t", "adam@0.1", 0, 0.5f),
                                Runs.of("u", "celo", 0, 0.7f),
                                Runs.of("u", "adam@0.1", 0, 0.5f)),
                        new Bootstrap(20, 0, Resampling.RUNS));
        Element picture = Pictures.parse(ProfilePicture.svg(report));
        assertEquals(2, picture.getElementsByTagName("svg").getLength(), "charts");
        List<String> texts = Pictures.texts(picture);
        assertTrue(texts.indexOf("speed-up score") < texts.indexOf("final-loss score"));
        for (String once : List.of("speed-up score", "final-loss score", "celo", "adam@0.1")) {
            assertEquals(1, texts.stream().filter(once::equals).count(), once + " in " + texts);
        }
        assertEquals(2, texts.stream().filter("over 2 tasks"::equals).count(), texts.toString());
    }
}
