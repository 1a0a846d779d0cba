package org.djlcelo.eval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.djlcelo.eval.UserException;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.Resampling;
import org.djlcelo.eval.score.Runs;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CurvePictureTest {

    @Test
    void showsEveryTaskWithOneLegend() throws Exception {
        Element picture = Pictures.parse(CurvePicture.svg(report(runs())));
        assertEquals("svg", picture.getTagName());
        assertTrue(picture.getAttribute("viewBox").matches("0 0 \\d+ \\d+"));
        assertEquals(2, picture.getElementsByTagName("svg").getLength(), "charts");
        List<String> texts = Pictures.texts(picture);
        for (String name : List.of("t", "u", "celo", "adam@0.1", "adam@0.01")) {
            assertEquals(1, texts.stream().filter(name::equals).count(), name);
        }
    }

    @Test
    void aStandInIsNamedOnceBesideTheTask() throws Exception {
        List<RunRecord> runs =
                runs().stream().map(run -> Runs.onDataInPlaceOf(run, "cifar10", "photos")).toList();
        List<String> texts = Pictures.texts(Pictures.parse(CurvePicture.svg(report(runs))));
        assertTrue(texts.contains("t on photos"), texts.toString());
        assertTrue(texts.contains("10 training samples"), texts.toString());
        assertTrue(
                texts.stream().noneMatch(text -> text.contains("in place of")), texts.toString());
    }

    @Test
    void keysKeepApartHoweverLongTheirNames() throws Exception {
        String name = "celo-with-a-name-that-is-far-longer-than-any-key-is-wide-by-itself";
        List<RunRecord> runs = new ArrayList<>(runs());
        runs.add(Runs.of("t", name, 0, 0.3f));
        List<Element> keys =
                Pictures.textElements(Pictures.parse(CurvePicture.svg(report(runs))))
                        .filter(text -> text.getTextContent().matches("celo.*|adam@.*"))
                        .toList();
        assertEquals(4, keys.size());
        for (Element a : keys) {
            for (Element b : keys) {
                boolean sameLine = a.getAttribute("y").equals(b.getAttribute("y"));
                int distance = x(b) - x(a);
                assertTrue(
                        !sameLine || distance <= 0 || distance > 6 * name.length(),
                        a.getTextContent() + " and " + b.getTextContent());
            }
        }
    }

    @Test
    void aLineEndsWhereTheFirstOfItsRunsFailed() throws Exception {
        List<RunRecord> runs = new ArrayList<>(runs());
        List<Integer> whole = points(runs);
        runs.add(Runs.failed("t", "celo", 1, "diverged"));
        List<Integer> cut = points(runs);
        assertEquals(whole.size(), cut.size());
        int line =
                IntStream.range(0, cut.size()).filter(i -> cut.get(i) == 1).findFirst().orElse(-1);
        assertTrue(line >= 0, cut.toString());
        whole.set(line, 1);
        assertEquals(whole, cut, "no other line changes");
    }

    /** How many points each line of the charts has. */
    private static List<Integer> points(List<RunRecord> runs) throws Exception {
        NodeList paths =
                Pictures.parse(CurvePicture.svg(report(runs))).getElementsByTagName("path");
        return IntStream.range(0, paths.getLength())
                .mapToObj(i -> ((Element) paths.item(i)).getAttribute("d").split("[ML]").length - 1)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static int x(Element text) {
        return Integer.parseInt(text.getAttribute("x"));
    }

    @Test
    void runsOfSeveralLengthsAreRefused() {
        List<RunRecord> runs = new ArrayList<>(runs());
        runs.add(Runs.lasting(60, "t", "celo"));
        UserException refused =
                assertThrows(UserException.class, () -> CurvePicture.svg(report(runs)));
        assertTrue(refused.getMessage().contains("one length"), refused.getMessage());
    }

    private static Report report(List<RunRecord> runs) {
        return Report.of(runs, new Bootstrap(20, 0, Resampling.RUNS));
    }

    private static List<RunRecord> runs() {
        List<RunRecord> runs = new ArrayList<>();
        for (String task : new String[] {"t", "u"}) {
            runs.add(Runs.of(task, "celo", 0, 0.4f));
            runs.add(Runs.of(task, "adam@0.1", 0, 0.5f));
            runs.add(Runs.of(task, "adam@0.01", 0, 0.6f));
        }
        return runs;
    }
}
