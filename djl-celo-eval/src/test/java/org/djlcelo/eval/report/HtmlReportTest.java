package org.djlcelo.eval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.djlcelo.eval.experiment.RunRecord;
import org.djlcelo.eval.score.Bootstrap;
import org.djlcelo.eval.score.Resampling;
import org.djlcelo.eval.score.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {

    private static final Bootstrap FEW = new Bootstrap(200, 0, Resampling.RUNS);

    @Test
    void isWellFormedAndHasALineForEveryOptimizer() throws Exception {
        Document page = parse(html(runs()));
        NodeList paths = page.getElementsByTagName("path");
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            NodeList titles = path.getElementsByTagName("title");
            if (titles.getLength() > 0) {
                drawn.add(titles.item(0).getTextContent());
                assertTrue(path.getAttribute("d").matches("(M|L|-?[0-9.]+| )*"), "a plain path");
            }
        }
        assertEquals(
                Set.of("celo", "adam, best of 2 rates", "adam@0.1", "adam@0.01", "t", "u"), drawn);
        assertTrue(page.getDocumentElement().getTextContent().contains("made up <data> & more"));
    }

    @Test
    void loadsNothingFromElsewhere() {
        String html = html(runs());
        for (String outside :
                new String[] {"http:", "https:", "<script", "<link", "@import", "url(h"}) {
            assertFalse(html.contains(outside), outside);
        }
    }

    @Test
    void divergedAndFailedRunsAreNoObstacle() throws Exception {
        List<RunRecord> runs = new ArrayList<>(runs());
        runs.add(Runs.with("t", "adam@1", "w1", 0, new float[] {2, 1e9f, Float.NaN, 1, 1}));
        runs.add(Runs.failed("u", "adam@1", 0, "it diverged"));
        Document page = parse(html(runs));
        assertTrue(page.getDocumentElement().getTextContent().contains("it diverged"));
    }

    @Test
    void replacesTheFileWhole(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new").resolve("report.html");
        Report.of(runs(), FEW).writeHtml(file);
        Report.of(runs(), FEW).writeHtml(file);
        assertTrue(Files.readString(file).endsWith("</html>\n"));
        try (var files = Files.list(file.getParent())) {
            assertEquals(1, files.count(), "no temporary file is left");
        }
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

    private static String html(List<RunRecord> runs) {
        return HtmlReport.html(Report.of(runs, FEW));
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
    }
}
