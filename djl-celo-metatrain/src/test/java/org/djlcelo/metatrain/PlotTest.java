package org.djlcelo.metatrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.djlcelo.metatrain.inner.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page about runs. */
class PlotTest {

    @TempDir Path folder;
    private Path page;
    private Cli cli;

    @BeforeEach
    void open() {
        page = folder.resolve("page.html");
        cli = new Cli(folder);
    }

    @Test
    void showsCurvesSchedulesAndTheBestAdam() throws Exception {
        Path rule = folder.resolve("rule<1>");
        Path both = folder.resolve("both");
        cli.train(rule, Stage.RULE, 4);
        cli.succeed(Cli.command(both, "both", 3));
        // of the first run only what is worth keeping was kept
        Files.delete(rule.resolve("checkpoint.bin"));
        Files.deleteIfExists(rule.resolve("checkpoint.previous.bin"));
        // a run that still goes on
        Files.writeString(
                both.resolve("metrics.jsonl"), "{\"stage\":\"sch", StandardOpenOption.APPEND);
        plot(
                rule,
                both,
                "--horizons=12,24",
                "--weights",
                rule + "/weights/rule-000004.safetensors");
        String html = Files.readString(page);
        for (String outside : new String[] {"http:", "https:", "<script", "<link", "url(h"}) {
            assertFalse(html.contains(outside), outside);
        }
        Document document = parse(html);
        Set<String> drawn = new HashSet<>();
        NodeList titles = document.getElementsByTagName("title");
        for (int i = 0; i < titles.getLength(); i++) {
            drawn.add(titles.item(i).getTextContent());
        }
        assertEquals(
                Set.of(
                        "Meta-training",
                        "digits",
                        "mean",
                        "rule<1>",
                        "both",
                        "150 steps",
                        "300 steps",
                        "700 steps",
                        "3000 steps",
                        "best Adam",
                        "rule<1>, rule 4",
                        "both, scheduler 3",
                        "rule-000004.safetensors"),
                drawn);
        String text = document.getDocumentElement().getTextContent();
        assertTrue(text.contains("IQM speed-up") && text.contains("scikit-learn"), text);
    }

    @Test
    void secondStageFollowsTheFirst() throws IOException {
        Path both = folder.resolve("both");
        cli.succeed(Cli.command(both, "both", 3));
        MetricsHistory history = MetricsHistory.read("both", both.resolve("metrics.jsonl"));
        double[] x = history.series("n", "s", MetricsLine::iteration).x();
        for (int i = 0; i < 6; i++) {
            assertEquals(i + 1, x[i]);
        }
    }

    @Test
    void whatIsNoRunIsRefused() throws IOException {
        cli.assertRefused("metrics.jsonl", "plot", folder.toString(), "--out", page.toString());
        Path run = folder.resolve("run");
        cli.train(run, Stage.RULE, 1);
        Files.writeString(run.resolve("metrics.jsonl"), "{\"stage\": 3, \"loss\": \"x\"}\n");
        cli.assertRefused("damaged", "plot", run.toString(), "--out", page.toString());
        Files.writeString(run.resolve("metrics.jsonl"), "");
        cli.assertRefused("no metrics yet", "plot", run.toString(), "--out", page.toString());
        assertTrue(Files.notExists(page));
    }

    private void plot(Path first, Path second, String... more) {
        String[] fixed = {
            "plot",
            first.toString(),
            second.toString(),
            "--out",
            page.toString(),
            "--seeds=1",
            "--adam=1e-2,1e-1"
        };
        String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        cli.succeed(all);
    }

    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
    }
}
