package org.djlcelo.eval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.Resampling;
import org.djlcelo.eval.score.Runs;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A report with everything in it: searches, stand-in data, failures, several lengths, τ. */
class ReportTest {

    private static final Report REPORT = Report.of(runs(), new Bootstrap(200, 0, Resampling.RUNS));

    @Test
    void everyTableAndFigureNamesItsData() throws Exception {
        Element page = parse(HtmlReport.html(REPORT));
        NodeList figures = page.getElementsByTagName("figure");
        assertTrue(figures.getLength() > 15, "figures: " + figures.getLength());
        for (int i = 0; i < figures.getLength(); i++) {
            String text = figures.item(i).getTextContent();
            assertTrue(text.contains("Data: "), text);
        }
        // all but the lists of what was run
        assertEquals(
                0,
                elements(page, "table").stream()
                        .filter(table -> !table.getAttribute("class").equals("plain"))
                        .filter(table -> !isInFigure(table))
                        .count());
    }

    @Test
    void taskOnOtherDataNeverStandsAlone() throws Exception {
        for (Element heading : elements(parse(HtmlReport.html(REPORT)), "th")) {
            assertFalse(heading.getTextContent().equals("v"), "the task v was run on photos");
        }
        assertFalse(CsvReport.csv(REPORT).lines().anyMatch(line -> line.startsWith("v,")));
    }

    @Test
    void everySectionIsThere() throws Exception {
        List<String> headings =
                elements(parse(HtmlReport.html(REPORT)), "h2").stream()
                        .map(Element::getTextContent)
                        .toList();
        for (String heading :
                new String[] {
                    "Scores at a glance",
                    "Learning curves",
                    "Scores",
                    "Performance profiles",
                    "Probability of improvement",
                    "Task by task",
                    "Every setting tried",
                    "Effect of task augmentation",
                    "Learned schedules",
                    "What was run"
                }) {
            assertTrue(headings.contains(heading), heading);
        }
        assertEquals("Runs of 20 steps", headings.get(headings.size() - 3), "unscored ones last");
    }

    @Test
    void schedulesOfSeveralLengthsAreCompared() throws Exception {
        String html = HtmlReport.html(REPORT);
        assertTrue(html.contains("celo on t, several lengths"));
        assertTrue(html.contains("celo, 20 steps") && html.contains("celo, 40 steps"));
    }

    @Test
    void augmentationIsDrawnByFactorWithThePlainRun() {
        String html = HtmlReport.html(REPORT);
        int start = html.indexOf("Effect of task augmentation");
        String section = html.substring(start, html.indexOf("</section>", start));
        assertTrue(section.contains("<title>τ = 0.1</title>"), section);
        assertTrue(section.contains("<title>τ = 1</title>"), "the run without a factor");
        assertTrue(section.contains("<title>τ = 10</title>"));
    }

    @Test
    void csvHasALinePerScoredRun() {
        List<String> lines = CsvReport.csv(REPORT).lines().toList();
        long scored = runs().stream().filter(run -> run.config().steps() == 40).count() - 2;
        assertEquals(1 + scored, lines.size(), "all but the augmented and the unscored");
        int columns = lines.get(0).split(",").length;
        assertEquals(17, columns);
        String failed = lines.stream().filter(line -> line.contains("FAILED")).findFirst().get();
        assertTrue(failed.contains(",FAILED,,0.0,0.0,"), failed);
        String search =
                lines.stream().filter(line -> line.contains("yogi, best of")).findFirst().get();
        assertTrue(search.contains("\"yogi, best of 2 rates\""), search);
    }

    @Test
    void jsonHasIntervalsAndNoNaN() {
        String json = JsonReport.json(REPORT);
        assertFalse(json.contains("NaN"));
        JsonObject length =
                new Gson()
                        .fromJson(json, JsonObject.class)
                        .getAsJsonArray("lengths")
                        .get(0)
                        .getAsJsonObject();
        assertEquals(40, length.get("steps").getAsInt());
        JsonObject first = length.getAsJsonArray("aggregates").get(0).getAsJsonObject();
        assertEquals("celo", first.get("optimizer").getAsString());
        JsonObject iqm = first.getAsJsonObject("aggregates").getAsJsonObject("IQM");
        JsonObject interval = iqm.getAsJsonObject("interval");
        assertTrue(interval.get("low").getAsDouble() <= iqm.get("value").getAsDouble());
        assertTrue(iqm.get("value").getAsDouble() <= interval.get("high").getAsDouble());
        assertEquals(
                "photos in place of cifar10 (10 training samples)",
                length.getAsJsonArray("tasks").get(1).getAsJsonObject().get("data").getAsString());
    }

    private static List<RunRecord> runs() {
        List<RunRecord> runs = new ArrayList<>();
        for (long seed = 0; seed < 3; seed++) {
            float noise = 0.02f * seed;
            runs.add(Runs.of("t", "celo", seed, 0.4f + noise));
            runs.add(onPhotos(Runs.of("v", "celo", seed, 0.45f + noise)));
            for (String family : new String[] {"adam", "yogi"}) {
                runs.add(Runs.atRate("t", family, "0.01", seed, 0.5f + noise));
                runs.add(onPhotos(Runs.atRate("v", family, "0.01", seed, 0.5f + noise)));
            }
        }
        for (String family : new String[] {"adam", "yogi"}) {
            runs.add(Runs.atRate("t", family, "0.1", 0, 0.8f));
            RunRecord failed = Runs.failed("v", family + "@0.1", 0, "it diverged");
            runs.add(onPhotos(Runs.setting(failed, "learningRate", "0.1")));
        }
        for (String tau : new String[] {"0.1", "10"}) {
            RunRecord run = Runs.atRate("t", "adam", "0.01", 0, 0.7f);
            runs.add(Runs.setting(run, "tau", tau));
        }
        runs.add(Runs.lasting(20, "t", "celo"));
        return runs;
    }

    private static RunRecord onPhotos(RunRecord run) {
        return Runs.onDataInPlaceOf(run, "cifar10", "photos");
    }

    private static boolean isInFigure(Element table) {
        Element above = (Element) table.getParentNode().getParentNode();
        return above.getTagName().equals("figure");
    }

    private static List<Element> elements(Element page, String tag) {
        NodeList nodes = page.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static Element parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)))
                .getDocumentElement();
    }
}
